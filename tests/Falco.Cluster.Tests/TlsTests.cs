using System.Diagnostics;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>With TLS only nodes get in whose certificate the cluster's own authority has signed.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("falco-certs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task A_node_with_a_certificate_of_the_authority_gets_in_and_works()
    {
        Make("ours", "node");
        using var cluster = await FalcoCluster.Start(settings: Tls("ours", "node"));
        await cluster.Join(("n1", "detector, alerts"));
        var sensor = cluster.Sensor("s1", Programs.SeedCapture);
        Assert.Equal(0, await sensor.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", await cluster.Alone(Programs.SeedCapture));
    }

    [SkippableFact]
    public async Task A_node_with_a_certificate_of_another_authority_does_not_get_in()
    {
        Make("ours", "node");
        Make("theirs", "stranger");
        using var cluster = await FalcoCluster.Start(settings: Tls("ours", "node"));
        // It believes our authority, as anybody may, but nobody of ours has signed its certificate.
        var stranger = cluster.Run("stranger", "detector", Tls("ours", "node", "theirs/stranger"));
        await cluster.Lighthouse.WaitFor("does not get in", FalcoCluster.Patience);
        Assert.DoesNotContain("Welcome from", stranger.Report, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_node_without_certificate_does_not_get_in()
    {
        Make("ours", "node");
        using var cluster = await FalcoCluster.Start(settings: Tls("ours", "node"));
        var stranger = cluster.Run("stranger", "detector", "falco.cluster.tls.enabled = off");
        await stranger.WaitFor("Couldn't join seed nodes", FalcoCluster.Patience);
        Assert.DoesNotContain("Welcome from", stranger.Report, StringComparison.Ordinal);
    }

    private void Make(string authority, string name)
    {
        Skip.IfNot(File.Exists("/usr/bin/openssl"), "there is no openssl to make certificates with");
        using var certs = Process.Start(new ProcessStartInfo(Path.Combine(Programs.Root, "deploy", "certs.sh"), [Path.Combine(_folder, authority), name]) { RedirectStandardOutput = true })!;
        certs.WaitForExit();
        Assert.Equal(0, certs.ExitCode);
    }

    private string Tls(string authority, string name, string? certificate = null) => $$"""
        falco.cluster.tls {
          enabled = on
          authority = "{{Path.Combine(_folder, authority, "authority.pem")}}"
          certificate = "{{Path.Combine(_folder, certificate ?? $"{authority}/{name}")}}.p12"
        }
        """;
}
