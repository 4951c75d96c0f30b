using System.Diagnostics;
using System.Text.Json;
using Falco.Sensor.Tests.EndToEnd;
using Falco.Sensor.Tests.Outputs.Seq;
using Xunit;
using Xunit.Sdk;

namespace Falco.Cluster.Tests.Compose;

/// <summary>
/// What deploy/docker-compose.yml starts, from an image of deploy/Dockerfile.prebuilt, in a docker daemon of the test's own. In the place of Seq
/// there is a receiver.
/// </summary>
internal sealed class ComposeStack : IDisposable
{
    private const string Image = "falco-test/falco-actors:1";

    /// <summary>Alerts of much that happens in the capture's container, and of nothing else on this machine.</summary>
    private const string Rules = """
        - rule: processes
          desc: d
          condition: evt.type in (execve, clone, clone3, procexit, openat, chdir) and container.id = f2cbf6e0e945
          output: "%evt.num %evt.type %proc.name %proc.pname %proc.aname[2] %proc.cmdline %proc.cwd %container.id %proc.fdopencount"
          priority: INFO
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly DockerDaemon _docker;
    private readonly SeqReceiver? _seq;
    private readonly HashSet<string> _known = [];
    private readonly string _settings;
    private readonly string _captures;

    public ComposeStack()
    {
        Programs.SkipUnlessBuilt();
        Skip.IfNot(File.Exists("/usr/bin/docker-compose"), "there is no docker-compose (Debian: docker-compose)");
        (_settings, _captures) = (Folder("etc"), Folder("captures"));
        try
        {
            File.WriteAllText(Path.Combine(Folder("etc/rules.d"), "rules.yaml"), Rules);
            File.Copy(Programs.SeedCapture, Path.Combine(_captures, "seed.scap"));
            _docker = new DockerDaemon();
            BaseImage.Make(_docker, Folder("root"));
            // The builder of old: that of today is a plugin of the client, which need not be there.
            Run("env", "DOCKER_BUILDKIT=0", "docker", "build", "-f", Deploy("Dockerfile.prebuilt"), "--build-arg", $"RUNTIME_IMAGE={BaseImage.Name}", "-t", Image, Programs.Root);
            _seq = new SeqReceiver($"http://{_docker.Gateway}:80");
            _docker.InNetwork(_seq.Start);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the receiver refused requests.</summary>
    public IReadOnlyCollection<string> Refused => _seq!.Refused;

    /// <summary>The path of a capture for the sensors.</summary>
    public string PathOf(string capture) => Path.Combine(_captures, capture);

    /// <summary>What a single container prints for a capture: the alerts without time and priority, sorted.</summary>
    public List<string> Alone(string capture)
    {
        var lines = _docker.Docker(
            $"run --rm -v {_settings}:/etc/falco:ro -v {_captures}:/captures:ro {Image} -e /captures/{capture} -o json_output=true");
        return Sorted(lines.Split('\n').Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("output").GetString()!.Split(' ', 3)[2]));
    }

    /// <summary>Starts everything, or only some services, with sensors that replay a capture.</summary>
    public void Replay(string capture, params string[] services)
        => Compose(["up", "-d", "--no-color", .. services], ("SENSOR_ARGUMENTS", $"-e /captures/{capture}"));

    /// <summary>Starts everything with sensors that watch the machine, and waits until they do.</summary>
    public async Task Watch(params string[] sensors)
    {
        Compose(["up", "-d", "--no-color"]);
        foreach (var sensor in sensors)
        {
            var deadline = DateTime.UtcNow + Patience;
            while (!Compose(["logs", "--no-color", sensor]).Contains("Opening 'syscall' source", StringComparison.Ordinal))
            {
                Assert.True(DateTime.UtcNow < deadline, $"{sensor} does not watch the machine.\n{Logs()}");
                await Task.Delay(500);
            }
        }
    }

    /// <summary>Runs a container of the machine's, enters it and changes what nobody should.</summary>
    public void TamperWith(string name)
    {
        _docker.Docker($"run -d --name {name} {DockerDaemon.Image} sleep 1000");
        _docker.ExecuteWithTerminal(name, "sh -c \"echo evil >> /etc/passwd\"");
    }

    /// <summary>Waits for an alert of a sensor that has this text in it.</summary>
    public void Await(string sensor, string text)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!Take(1).Exists(alert => alert.Sensor == sensor && alert.Text.Contains(text, StringComparison.Ordinal)))
        {
            Assert.True(DateTime.UtcNow < deadline, $"{sensor} tells nothing of {text}.\n{Logs()}");
        }
    }

    /// <summary>Runs the program in a service's container beside the node; its output.</summary>
    public string Execute(string service, string command) => Compose(["exec", "-T", service, .. command.Split(' ')]);

    /// <summary>Stops everything.</summary>
    public void Stop() => Compose(["stop"]);

    /// <summary>Waits for alerts at the receiver that have not been there before, so many.</summary>
    public List<(string Sensor, string Text)> Take(int count)
    {
        var taken = new List<(string Sensor, string Text)>();
        while (taken.Count < count)
        {
            try
            {
                taken.AddRange(New(_seq!.Take(1)));
            }
            catch (XunitException e)
            {
                Assert.Fail($"{taken.Count} of {count} alerts: {e.Message}\n{Logs()}");
            }
        }

        return taken;
    }

    /// <summary>The alerts that have come beside those that were taken.</summary>
    public List<(string Sensor, string Text)> Rest() => New(_seq!.TakeAll());

    /// <summary>Waits for the end of a service's container; the exit code.</summary>
    public string ExitCode(string service) => _docker.Docker($"wait {Container(service)}");

    /// <summary>Kills a service's program from outside, as a crash does.</summary>
    public void Kill(string service)
    {
        using var program = Process.GetProcessById(int.Parse(Inspect(service, ".State.Pid"), System.Globalization.CultureInfo.InvariantCulture));
        program.Kill();
    }

    /// <summary>How often the engine has started a service's container again.</summary>
    public string Restarts(string service) => Inspect(service, ".RestartCount");

    public static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _docker?.Dispose();
        _seq?.Dispose();
        _folder.Dispose();
    }

    private static string Deploy(string file) => Path.Combine(Programs.Root, "deploy", file);

    private string Logs() => Compose(["logs", "--no-color", "--tail", "40"]);

    private string Container(string service) => Compose(["ps", "-q", service]).Trim();

    private string Inspect(string service, string what) => _docker.Docker($"inspect -f '{{{{{what}}}}}' {Container(service)}");

    private string Folder(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(path);
        return path;
    }

    private List<(string Sensor, string Text)> New(IEnumerable<JsonElement> events)
        => [.. events.Where(e => _known.Add(e.GetProperty("alert_id").GetString()!))
            .Select(e => (e.GetProperty("hostname").GetString()!, e.GetProperty("output").GetString()!))];

    private string Compose(string[] arguments, params (string Name, string Value)[] variables)
        => Run("env", [.. variables.Select(variable => $"{variable.Name}={variable.Value}"), "docker-compose", "-f", Deploy("docker-compose.yml"), "-p", "falco", .. arguments]);

    private string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("DOCKER_HOST", $"unix://{_docker.Socket}"), ("DOCKER_SOCKET", _docker.Socket), ("FALCO_IMAGE", Image), ("FALCO_ETC", _settings),
                ("CAPTURES", _captures), ("SENSOR_RESTART", "no"), ("SEQ", "true"), ("SEQ_URL", _seq?.Url ?? ""), ("SEQ_API_KEY", SeqReceiver.ApiKey),
            ])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} does not end");
        }

        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {output.GetAwaiter().GetResult()}\n{errors.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }
}
