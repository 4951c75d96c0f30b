using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>
/// A docker daemon of the test's own, in a network namespace of its own so that the machine's links stay as they are, with an image of
/// busybox by the name of <see cref="Image"/>.
/// </summary>
internal sealed class DockerDaemon : IDisposable
{
    public const string Image = "falco-test/busybox:1";

    private const int NetworkNamespace = 0x40000000;

    /// <summary>
    /// Runs containers with the capabilities that root has here, as a privileged container asks for all that there are, and a machine that is a
    /// container or a small virtual one itself may lack some.
    /// </summary>
    private const string Runtime = """
        #!/bin/sh
        for given; do
          case $before in
            --bundle | -b) sed -i 's/"CAP_SYS_RESOURCE",//g' "$given/config.json" ;;
            --process | -p) sed -i 's/"CAP_SYS_RESOURCE",//g' "$given" ;;
          esac
          before=$given
        done
        exec runc "$@"

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly string _namespace = $"falco-{Guid.NewGuid():N}"[..14];
    private readonly Process? _daemon;

    public DockerDaemon()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can run containers");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Skip.IfNot(File.Exists("/usr/sbin/dockerd") || File.Exists("/usr/bin/dockerd"), "there is no dockerd (Debian: docker.io)");
        Skip.IfNot(File.Exists("/usr/bin/docker") || File.Exists("/usr/local/bin/docker"), "there is no docker client (Debian: docker.io)");
        Skip.IfNot(TryRun($"ip netns add {_namespace}", out var refusal), $"the machine lets nobody make network namespaces: {refusal}");
        try
        {
            Run($"nsenter --net=/run/netns/{_namespace} ip link set lo up");
            var runtime = _folder.Write("runc", Runtime);
            Run($"chmod +x {runtime}");
            _daemon = Process.Start(new ProcessStartInfo(
                "/bin/sh",
                ["-c", $"exec nsenter --net=/run/netns/{_namespace} dockerd -H unix://{Socket} --data-root {_folder.Path}/data "
                    + $"--add-runtime here={runtime} --default-runtime here "
                    + $"--exec-root {_folder.Path}/exec -p {_folder.Path}/docker.pid > {_folder.Path}/log 2>&1"]))!;
            var isUp = SpinWait.SpinUntil(() => _daemon.HasExited || IsUp(), Patience) && !_daemon.HasExited;
            Skip.IfNot(isUp, $"dockerd does not start here: {File.ReadLines(Path.Combine(_folder.Path, "log")).LastOrDefault()}");
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

    /// <summary>Makes an image of a folder.</summary>
    public void Import(string root, string image) => Run($"tar -C {root} -c . | docker -H unix://{Socket} import - {image}");

    /// <summary>The address at which containers reach what listens in the network of the daemon.</summary>
    public string Gateway => Run($"nsenter --net=/run/netns/{_namespace} ip -4 -o address show docker0").Split(' ', '/').First(word => word.Contains('.', StringComparison.Ordinal));

    /// <summary>Does something in the network of the daemon.</summary>
    public void InNetwork(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/run/netns/{_namespace}");
                Assert.Equal(0, SetNamespace((int)network.DangerousGetHandle(), NetworkNamespace));
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

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
        Import(root, Image);
    }

    [DllImport("libc", EntryPoint = "setns")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNamespace(int file, int kind);

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
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            output = "it does not end";
            return false;
        }

        output = text.GetAwaiter().GetResult() + (process.ExitCode == 0 ? "" : errors.GetAwaiter().GetResult());
        return process.ExitCode == 0;
    }
}
