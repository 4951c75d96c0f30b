using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Falco.Actors.Cluster;
using Falco.Actors.Hosting;
using Xunit;

namespace Falco.Actors.Tests.Cluster;

/// <summary>A certificate counts when an authority of the node's own file has signed it.</summary>
public sealed class NodeTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("falco-tls").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_certificate_of_the_authority_counts()
    {
        using var ours = Authority("ours");
        using var node = Signed("node", ours, DateTimeOffset.UtcNow.AddDays(1));
        Assert.True(NodeTls.IsSignedBy(node, [ours], out _));
    }

    [Fact]
    public void One_of_another_authority_does_not()
    {
        using var ours = Authority("ours");
        using var theirs = Authority("theirs");
        using var node = Signed("node", theirs, DateTimeOffset.UtcNow.AddDays(1));
        Assert.False(NodeTls.IsSignedBy(node, [ours], out var why));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void One_that_calls_its_authority_by_the_same_name_does_not()
    {
        using var ours = Authority("ours");
        using var forged = Authority("ours");
        using var node = Signed("node", forged, DateTimeOffset.UtcNow.AddDays(1));
        Assert.False(NodeTls.IsSignedBy(node, [ours], out _));
    }

    [Fact]
    public void One_that_has_expired_does_not()
    {
        using var ours = Authority("ours");
        using var node = Signed("node", ours, DateTimeOffset.UtcNow.AddHours(-1));
        Assert.False(NodeTls.IsSignedBy(node, [ours], out _));
    }

    [Fact]
    public void A_file_that_is_not_there_or_none_is_named_with_its_key()
    {
        var empty = Path.Combine(_folder, "empty.pem");
        File.WriteAllText(empty, "nothing");
        Assert.Contains("falco.cluster.tls.authority = /nowhere", Error("/nowhere", empty), StringComparison.Ordinal);
        Assert.Contains("there is no certificate in it", Error(empty, empty), StringComparison.Ordinal);
        using var ours = Authority("ours");
        var authority = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(authority, ours.ExportCertificatePem());
        Assert.Contains("falco.cluster.tls.certificate = " + empty, Error(authority, empty), StringComparison.Ordinal);
    }

    private static string Error(string authority, string certificate)
        => Assert.Throws<HoconException>(() => NodeTls.Setup(new TlsSettings(authority, certificate, ""))).Message;

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
    }

    private static X509Certificate2 Signed(string name, X509Certificate2 authority, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), until, [1, 2, 3]);
    }
}
