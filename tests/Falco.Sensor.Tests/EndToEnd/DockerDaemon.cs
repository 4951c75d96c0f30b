using System.Diagnostics;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>
/// A docker daemon of the test's own, in a network namespace of its own so that the machine's links stay as they are, with an image of
/// busybox by the name of <see cref="Image"/>.
/// </summary>
internal sealed class DockerDaemon : IDisposable
{
    public const string Image = "falco-test/busybox:1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly string _namespace = $"falco-{Guid.NewGuid():N}"[..14];
    private readonly Process? _daemon;

    public DockerDaemon()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can run containers");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Skip.IfNot(File.Exists("/usr/sbin/dockerd") || File.Exists("/usr/bin/dockerd"), "there is no dockerd (Debian: docker.io)");
        Skip.IfNot(File.Exists("/usr/bin/docker") || File.Exists("/usr/local/bin/docker"), "there is no docker client (Debian: docker.io)");
        try
        {
            Run($"ip netns add {_namespace}");
            Run($"nsenter --net=/run/netns/{_namespace} ip link set lo up");
            _daemon = Process.Start(new ProcessStartInfo(
                "/bin/sh",
                ["-c", $"exec nsenter --net=/run/netns/{_namespace} dockerd -H unix://{Socket} --data-root {_folder.Path}/data "
                    + $"--exec-root {_folder.Path}/exec -p {_folder.Path}/docker.pid > {_folder.Path}/log 2>&1"]))!;
            Assert.True(
                SpinWait.SpinUntil(() => _daemon.HasExited || IsUp(), Patience) && !_daemon.HasExited,
                $"dockerd does not start: {File.ReadAllText(Path.Combine(_folder.Path, "log"))}");
            ImportImage();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Socket => Path.Combine(_folder.Path, "docker.sock");

    /// <summary>Runs docker's client; its output.</summary>
    public string Docker(string arguments) => Run($"docker -H unix://{Socket} {arguments}").Trim();

    /// <summary>Runs a command in a container with a terminal.</summary>
    public void ExecuteWithTerminal(string container, string command)
        => Run($"script -qec 'docker -H unix://{Socket} exec -it {container} {command}' /dev/null < /dev/null");

    public void Dispose()
    {
        if (_daemon is { HasExited: false })
        {
            Run($"docker -H unix://{Socket} ps -aq | xargs -r docker -H unix://{Socket} rm -f");
            Run($"kill {_daemon.Id}");
            _daemon.WaitForExit(Patience);
        }

        _daemon?.Dispose();
        // Docker leaves the network of containers without one of their own mounted.
        Run($"! mountpoint -q {_folder.Path}/exec/netns/default || umount {_folder.Path}/exec/netns/default");
        Run($"ip netns delete {_namespace}");
        _folder.Dispose();
    }

    private bool IsUp() => File.Exists(Socket) && TryRun($"docker -H unix://{Socket} version > /dev/null 2>&1", out _);

    private void ImportImage()
    {
        var root = Path.Combine(_folder.Path, "rootfs");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        Directory.CreateDirectory(Path.Combine(root, "root"));
        File.WriteAllText(Path.Combine(root, "root/.bash_history"), "secret\n");
        File.Copy("/bin/busybox", Path.Combine(root, "bin/busybox"));
        foreach (var applet in (string[])["dpkg", "sh", "sleep"])
        {
            File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "busybox");
        }

        File.WriteAllText(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        Run($"tar -C {root} -c . | docker -H unix://{Socket} import - {Image}");
    }

    private static string Run(string line)
    {
        Assert.True(TryRun(line, out var output), $"{line}: {output}");
        return output;
    }

    private static bool TryRun(string line, out string output)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        output = text.GetAwaiter().GetResult() + (process.ExitCode == 0 ? "" : errors.GetAwaiter().GetResult());
        return process.ExitCode == 0;
    }
}
