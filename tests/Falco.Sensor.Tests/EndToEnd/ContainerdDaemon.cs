using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Falco.Sensor.Containers;
using Falco.Sensor.Tests.EndToEnd.Pods;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>
/// A containerd of the test's own, with an image of busybox, in which there is a user <c>web</c>. Pods are made in it as Kubernetes makes
/// them; they share the machine's network, so that nothing has to be set up.
/// </summary>
internal sealed class ContainerdDaemon : IDisposable
{
    public const string Image = "localhost/falco-test/busybox:1";

    private const string Service = "runtime.v1.RuntimeService";
    private const int NodesNetwork = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Process? _daemon;
    private readonly UnixGrpc? _grpc;
    private readonly List<string> _pods = [];
    private readonly List<string> _containers = [];

    public ContainerdDaemon()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can run containers");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Skip.IfNot(File.Exists("/usr/bin/containerd"), "there is no containerd (Debian: containerd)");
        try
        {
            var config = _folder.Write("config.toml", $"""
                version = 2
                root = "{_folder.Path}/root"
                state = "{_folder.Path}/state"
                [grpc]
                  address = "{Socket}"
                [plugins."io.containerd.internal.v1.opt"]
                  path = "{_folder.Path}/opt"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "{Image}"
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".cni]
                    conf_dir = "{_folder.Path}/cni"
                """);
            _daemon = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec containerd -c {config} > {_folder.Path}/log 2>&1"]))!;
            Assert.True(
                SpinWait.SpinUntil(() => _daemon.HasExited || IsUp(), Patience) && !_daemon.HasExited,
                $"containerd does not start: {File.ReadAllText(Path.Combine(_folder.Path, "log"))}");
            var archive = MakeImage();
            Run("ctr", "-a", Socket, "-n", "k8s.io", "images", "import", archive);
            Run("ctr", "-a", Socket, "-n", "default", "images", "import", archive);
            _grpc = new UnixGrpc(Socket, Patience);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Socket => Path.Combine(_folder.Path, "c.sock");

    /// <summary>Makes a pod with one container that sleeps; the container's id.</summary>
    public string RunPod(string name, string container)
    {
        var network = new PodNamespaces { Network = NodesNetwork };
        var config = new PodSandboxConfig
        {
            Metadata = new PodMetadata { Name = name, Uid = $"uid-of-{name}", Namespace = "shop" },
            LogDirectory = _folder.Path,
            Labels = { ["tier"] = "front" },
            Linux = new LinuxPodSandboxConfig { SecurityContext = new LinuxSandboxSecurityContext { NamespaceOptions = network } },
        };
        var pod = Ask<RunPodSandboxRequest, RunPodSandboxResponse>("RunPodSandbox", new() { Config = config }).PodSandboxId;
        _pods.Add(pod);
        var id = Ask<CreateContainerRequest, CreateContainerResponse>("CreateContainer", new()
        {
            PodSandboxId = pod,
            SandboxConfig = config,
            Config = new ContainerConfig
            {
                Metadata = new ContainerName { Name = container },
                Image = new ContainerImage { Image = Image },
                Command = { "/bin/busybox", "sleep", "1000" },
                Labels = { ["app"] = container },
                Linux = new LinuxContainerConfig { SecurityContext = new LinuxContainerSecurityContext { NamespaceOptions = network } },
            },
        }).ContainerId;
        Ask<StartContainerRequest, StartContainerResponse>("StartContainer", new() { ContainerId = id });
        return id;
    }

    /// <summary>Runs a command in a container of a pod.</summary>
    public void Execute(string container, params string[] command)
    {
        var answer = Ask<ExecSyncRequest, ExecSyncResponse>("ExecSync", new() { ContainerId = container, Cmd = { command }, Timeout = 30 });
        Assert.Equal(0, answer.ExitCode);
    }

    /// <summary>Makes a container that sleeps and is in no pod.</summary>
    public void RunAlone(string name)
    {
        _containers.Add(name);
        Run("ctr", "-a", Socket, "run", "-d", "--null-io", Image, name, "/bin/busybox", "sleep", "1000");
    }

    /// <summary>Runs a command in a container that is in no pod.</summary>
    public void ExecuteAlone(string name, params string[] command)
        => Run("ctr", ["-a", Socket, "tasks", "exec", "--exec-id", "test", name, .. command]);

    public void Dispose()
    {
        if (_daemon is { HasExited: false })
        {
            foreach (var pod in _pods)
            {
                Ask<RemovePodSandboxRequest, RemovePodSandboxResponse>("RemovePodSandbox", new() { PodSandboxId = pod });
            }

            foreach (var container in _containers)
            {
                Run("ctr", "-a", Socket, "tasks", "rm", "-f", container);
                Run("ctr", "-a", Socket, "containers", "rm", container);
            }

            Run("kill", $"{_daemon.Id}");
            _daemon.WaitForExit(Patience);
        }

        _grpc?.Dispose();
        _daemon?.Dispose();
        _folder.Dispose();
    }

    private bool IsUp() => File.Exists(Socket) && TryRun("ctr", ["-a", Socket, "version"], out _);

    private TAnswer Ask<TQuestion, TAnswer>(string method, TQuestion question)
        where TQuestion : class, Google.Protobuf.IMessage<TQuestion>, new()
        where TAnswer : class, Google.Protobuf.IMessage<TAnswer>, new()
        => _grpc!.Ask<TQuestion, TAnswer>(Service, method, question, CancellationToken.None).GetAwaiter().GetResult()!;

    /// <summary>An image as docker saves them: a layer, and two files that say what it is.</summary>
    private string MakeImage()
    {
        var root = Path.Combine(_folder.Path, "image/rootfs");
        foreach (var folder in (string[])["bin", "etc", "proc", "dev", "sys", "srv"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        File.Copy("/bin/busybox", Path.Combine(root, "bin/busybox"));
        File.CreateSymbolicLink(Path.Combine(root, "bin/sh"), "busybox");
        File.WriteAllText(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nweb:x:4711:4712::/srv:/bin/sh\n");
        File.WriteAllText(Path.Combine(root, "etc/group"), "webs:x:4712:\n");
        var layer = Path.Combine(_folder.Path, "image/layer.tar");
        Run("tar", "-C", root, "-cf", layer, ".");
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(layer)));
        _folder.Write("image/config.json", JsonSerializer.Serialize(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Cmd = (string[])["/bin/busybox", "sleep", "1000"] },
            rootfs = new { type = "layers", diff_ids = (string[])[$"sha256:{digest}"] },
        }));
        _folder.Write("image/manifest.json", JsonSerializer.Serialize(
            new[] { new { Config = "config.json", RepoTags = (string[])[Image], Layers = (string[])["layer.tar"] } }));
        var archive = Path.Combine(_folder.Path, "image.tar");
        Run("tar", "-C", Path.Combine(_folder.Path, "image"), "-cf", archive, "config.json", "manifest.json", "layer.tar");
        return archive;
    }

    private static void Run(string program, params string[] arguments)
        => Assert.True(TryRun(program, arguments, out var output), $"{program} {string.Join(' ', arguments)}: {output}");

    private static bool TryRun(string program, string[] arguments, out string output)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        output = text.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        return process.ExitCode == 0;
    }
}
