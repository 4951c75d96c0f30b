using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>A real container of runc, with busybox in it, in the cgroup where docker would put it.</summary>
internal sealed class RuncContainer : IDisposable
{
    private readonly TemporaryFolder _bundle = new();
    private readonly string _name = $"falco-test-{Guid.NewGuid():N}";

    public RuncContainer()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can run containers");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Skip.IfNot(File.Exists("/usr/sbin/runc") || File.Exists("/usr/bin/runc"), "there is no runc");
        FullId = string.Concat(Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString("N")));
        MakeRoot();
        Run("runc", "spec", "--bundle", _bundle.Path);
        Configure();
        Run("/bin/sh", "-c", $"runc run -d --bundle {_bundle.Path} {_name} < /dev/null > {_bundle.Path}/log 2>&1");
    }

    public string FullId { get; }

    /// <summary>The id as container.id shows it.</summary>
    public string Id => FullId[..12];

    /// <summary>Runs a line of shell in the container, with a terminal, as <c>docker exec -it</c> does.</summary>
    public void ExecuteWithTerminal(string line)
        => Run("/bin/sh", "-c", $"script -qec \"runc exec -t {_name} /bin/sh -c '{line}'\" /dev/null < /dev/null");

    /// <summary>The same without a terminal.</summary>
    public void Execute(params string[] command) => Run("runc", ["exec", _name, .. command]);

    /// <summary>The same as another user.</summary>
    public void ExecuteAs(string user, params string[] command) => Run("runc", ["exec", "--user", user, _name, .. command]);

    public void Dispose()
    {
        Run("/bin/sh", "-c", $"runc delete -f {_name}");
        _bundle.Dispose();
    }

    private void MakeRoot()
    {
        foreach (var folder in (string[])["bin", "etc", "root", "proc", "dev", "tmp", "sys"])
        {
            Directory.CreateDirectory(Path.Combine(_bundle.Path, "rootfs", folder));
        }

        File.Copy("/bin/busybox", Path.Combine(_bundle.Path, "rootfs/bin/busybox"));
        foreach (var applet in (string[])["sh", "cat", "sleep", "rm", "touch", "echo"])
        {
            File.CreateSymbolicLink(Path.Combine(_bundle.Path, "rootfs/bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(_bundle.Path, "rootfs/etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nweb:x:4711:4712::/tmp:/bin/sh\n");
        File.WriteAllText(Path.Combine(_bundle.Path, "rootfs/root/.bash_history"), "secret\n");
    }

    private void Configure()
    {
        var file = Path.Combine(_bundle.Path, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(file))!;
        config["process"]!["terminal"] = false;
        config["process"]!["args"] = new JsonArray("sleep", "1000");
        // What the test's machine may lack itself a container cannot have.
        config["process"]!.AsObject().Remove("rlimits");
        config["root"]!["readonly"] = false;
        config["linux"]!["cgroupsPath"] = $"/docker/{FullId}";
        config["linux"]!["resources"] = new JsonObject();
        File.WriteAllText(file, config.ToJsonString());
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output.GetAwaiter().GetResult()} {errors.GetAwaiter().GetResult()}");
    }
}
