using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Falco.Actors.Hosting;

namespace Falco.Actors.Cluster;

/// <summary>
/// Mutual TLS between nodes: each shows a certificate, whichever opened the connection, and takes only one that an authority of its own file
/// has signed. The machine's list of authorities does not count: a certificate of a web site is no node's.
/// </summary>
internal static class NodeTls
{
    /// <summary>Makes of the settings what Akka's transport wants.</summary>
    /// <exception cref="HoconException">A file cannot be read; the message names it.</exception>
    public static DotNettySslSetup Setup(TlsSettings settings)
    {
        var authorities = new X509Certificate2Collection();
        Load("authority", settings.Authority, authorities.ImportFromPemFile);
        if (authorities.Count == 0)
        {
            throw new HoconException($"falco.cluster.tls.authority = {settings.Authority}: there is no certificate in it");
        }

        X509Certificate2? certificate = null;
        Load("certificate", settings.Certificate, file => certificate = X509CertificateLoader.LoadPkcs12FromFile(file, settings.Password));
        return certificate!.HasPrivateKey
            ? new DotNettySslSetup(
                certificate,
                suppressValidation: false,
                requireMutualAuthentication: true,
                validateCertificateHostname: false,
                (shown, _, peer, _, log) => IsOfOurs(shown, authorities, peer, log))
            : throw new HoconException($"falco.cluster.tls.certificate = {settings.Certificate}: there is no key in it");
    }

    /// <summary>Starts an actor system with it.</summary>
    /// <exception cref="HoconException">A file cannot be read; the message names it.</exception>
    // Not inlined: a node without TLS need not load what makes it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ActorSystem Create(string name, Config config, TlsSettings settings)
        => ActorSystem.Create(name, BootstrapSetup.Create().WithConfig(config).And(Setup(settings)));

    /// <summary>Whether one of the authorities has signed a certificate, and it is valid now.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2Collection authorities, out string why)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Nothing is fetched from an address that a stranger's certificate names.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        var isGood = chain.Build(certificate);
        why = string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation));
        return isGood;
    }

    private static bool IsOfOurs(X509Certificate2? certificate, X509Certificate2Collection authorities, string peer, ILoggingAdapter log)
    {
        if (certificate is null)
        {
            log.Warning("{0} does not get in: it shows no certificate", peer);
            return false;
        }

        if (!IsSignedBy(certificate, authorities, out var why))
        {
            log.Warning("{0} does not get in with the certificate {1}: {2}", peer, certificate.Subject, why);
            return false;
        }

        return true;
    }

    private static void Load(string key, string file, Action<string> load)
    {
        try
        {
            load(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new HoconException($"falco.cluster.tls.{key} = {file}: {e.Message}", e);
        }
    }
}
