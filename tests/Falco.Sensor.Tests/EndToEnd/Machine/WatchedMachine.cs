using System.Diagnostics;
using System.IO.Enumeration;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Falco.Sensor.Tests.Containers;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>
/// This machine with one sensor that watches it, a container, and a server process that is older than the sensor. The sensor starts once for
/// all tests of a class. What an action does is known by a variable in the environment of its processes.
/// </summary>
public abstract class WatchedMachine : IDisposable
{
    /// <summary>The address that the sensor takes for that of Kubernetes.</summary>
    public const string ApiServer = "127.77.0.1";

    private const string Mark = "FALCO_TEST_ACTION";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(60);

    /// <summary>A server has started when this has gone by, in both sets of rules.</summary>
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(5.1);

    private static readonly string[] Fields =
    [
        $"proc.env[{Mark}]", "user.name", "user.uid", "proc.name", "proc.pname", "proc.aname[1]", "proc.aname[2]", "proc.aname[3]", "proc.aname[4]", "proc.exepath",
        "proc.pexepath", "proc.cmdline", "proc.cwd", "proc.tty", "fd.name", "fd.nameraw", "fd.l4proto", "fd.sip.name", "fs.path.name",
        "fs.path.source", "evt.type", "evt.arg.target", "evt.arg.linkpath", "evt.arg.oldpath", "evt.arg.newpath", "evt.arg.request", "evt.arg.domain",
        "thread.cap_effective", "container.id", "container.name", "container.image.repository", "container.image.tag",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly List<Alert> _alerts = [];

    /// <summary>The container that the test itself runs in.</summary>
    private readonly string _here = Regex.Match(File.ReadAllText("/proc/self/cgroup"), "/([0-9a-f]{12})[0-9a-f]{20}") is { Success: true } id ? id.Groups[1].Value : "host";
    private readonly Stopwatch _serverAge = new();
    private readonly RunningFalco? _falco;
    private readonly RuncContainer? _container;
    private readonly FakeDocker? _docker;
    private readonly Process? _server;
    private readonly string? _rules;
    private readonly IReadOnlyList<RuleAction> _all;
    private readonly string? _whyNot;
    private readonly string? _whyNoContainer;
    private int _actions;

    private protected WatchedMachine(string? rules, IReadOnlyList<RuleAction> actions)
    {
        (_rules, _all) = (rules, actions);
        try
        {
            Skip.If(rules is null, "the corpus with Falco's rules is not there: FALCO_CORPUS names its folder, the default is ../shared/corpus beside the repository");
            LiveTests.SkipWhereTheKernelCannotBeWatched();
            _listener.Start();
            new Thread(AcceptAll) { IsBackground = true }.Start();
            _server = StartServer(actions.First(action => action.Place == Place.Server));
            (_container, _whyNoContainer) = StartContainer();
            _docker = new FakeDocker(_folder.Path);
            Describe(_container);
            _falco = StartFalco(rules);
            WaitUntilItWatches();
        }
        catch (SkipException e)
        {
            _whyNot = e.Message;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Does what an action says and waits for the alert that it must make.</summary>
    internal void Check(RuleAction action)
    {
        SkipWhere(_whyNot);
        SkipWhere(action.Impossible);
        SkipWhere(action.IsInContainer ? _whyNoContainer : null);
        SkipWhere(action.Needs.FirstOrDefault(program => !IsThere(program)) is { } missing ? $"there is no {missing}" : null);
        SkipWhere(action.Rule.StartsWith("Drop and execute", StringComparison.Ordinal) && _container is { IsLayered: false } ? "there is no overlay file system" : null);

        SkipWhere(!action.IsInContainer && action.User != "root" && _here != "host" ? "the test runs in the control group of a container, in which users of the machine have no names" : null);

        using var folder = new TemporaryFolder();
        var mark = action.Place == Place.Server ? "server" : NextMark();
        var result = Do(action.Place, Fill(action.Line, folder), mark, folder);

        var expected = Expected(action, folder);
        var deadline = DateTime.UtcNow + Patience;
        var seen = 0;
        do
        {
            for (; seen < _alerts.Count; seen++)
            {
                if (_alerts[seen].Rule == action.Rule && _alerts[seen].Mark == mark && Difference(_alerts[seen], expected) is null)
                {
                    return;
                }
            }
        }
        while (Receive(deadline));

        Assert.Fail($"""
            The alert '{action.Rule}' with {string.Join(", ", expected.Select(field => $"{field.Field}={field.Value}"))} does not come.
            {action.Place}: {action.Line}
            It ended with {result.ExitCode} and said: {result.Output}
            It made these alerts:
            {Tell(_alerts.Where(alert => alert.Mark == mark).Select(alert => $"{Difference(alert, expected) ?? "right, but of another rule"}: {alert.Line}"))}
            Others, the last of {_alerts.Count}:
            {Tell(_alerts.Where(alert => alert.Mark != mark).TakeLast(3).Select(alert => alert.Line))}
            The sensor says:
            {_falco!.Errors}
            """);
    }

    /// <summary>Does what is done all day long in a place, and sees to it that nothing of it makes an alert.</summary>
    internal void CheckQuiet(Place place)
    {
        SkipWhere(_whyNot);
        SkipWhere(place == Place.Container ? _whyNoContainer : null);
        var marks = new Dictionary<string, string>();
        foreach (var line in QuietActions.All.Where(action => action.Place == place).Select(action => action.Line))
        {
            using var folder = new TemporaryFolder();
            var mark = NextMark();
            marks[mark] = line;
            Do(place, Fill(line, folder), mark, folder);
        }

        WaitForWatchword(DateTime.UtcNow + Patience);
        var loud = _alerts.Where(alert => marks.ContainsKey(alert.Mark)).ToList();
        Assert.True(loud.Count == 0, $"Everyday actions made alerts:\n{Tell(loud.Select(alert => $"{marks[alert.Mark]}: {alert.Line}"))}");
    }

    /// <summary>Sees to it that no rule of the file was forgotten, and that no action is for a rule that is gone.</summary>
    internal void CheckThatAllRulesHaveActions()
    {
        SkipWhere(_whyNot);
        var loaded = FalcoProgram.Run("-L", "-r", _rules!, "-o", "json_output=true").Lines.Last(line => line.StartsWith('{'));
        var rules = JsonDocument.Parse(loaded).RootElement.GetProperty("rules").EnumerateArray()
            .Select(rule => rule.GetProperty("info").GetProperty("name").GetString()!);
        Assert.Equal(rules.Order(StringComparer.Ordinal), _all.Select(action => action.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        _falco?.Dispose();
        _docker?.Dispose();
        _container?.Dispose();
        if (_server is { HasExited: false })
        {
            _server.Kill(entireProcessTree: true);
        }

        _server?.Dispose();
        _listener.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void SkipWhere(string? reason) => Skip.If(reason is not null, reason ?? "");

    private static bool IsThere(string program)
        => ((string[])["/bin", "/usr/bin", "/sbin", "/usr/sbin"]).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Tell(IEnumerable<string> lines) => string.Join('\n', lines.DefaultIfEmpty("(none)"));

    private string NextMark() => $"action-{Environment.ProcessId}-{++_actions}";

    private string Fill(string text, TemporaryFolder folder)
        => text.Replace("{folder}", folder.Path, StringComparison.Ordinal)
            .Replace("{port}", $"{((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.Ordinal)
            .Replace("{test}", File.ReadAllText("/proc/self/comm").Trim(), StringComparison.Ordinal);

    private List<(string Field, string Value)> Expected(RuleAction action, TemporaryFolder folder)
    {
        var chain = Fill(action.Chain, folder).Split(' ');
        List<(string Field, string Value)> expected =
        [
            ("user.name", action.User),
            ("proc.name", chain[0]),
            ("proc.pname", chain[1]),
            .. chain.Skip(1).Select((name, index) => ($"proc.aname[{index + 1}]", name)),
            ("proc.tty", action.Place == Place.ContainerTerminal ? "34???" : "0"),
            ("container.id", action.IsInContainer ? _container!.Id : _here),
            .. action.Says.Select(says => (says.Field, Fill(says.Value, folder))),
        ];
        return action.IsInContainer
            ? [.. expected, ("container.name", "shop"), ("container.image.repository", "registry.example/shop"), ("container.image.tag", "1.2")]
            : expected;
    }

    private static string? Difference(Alert alert, IEnumerable<(string Field, string Value)> expected)
    {
        var differences = expected.Select(field => (field.Field, field.Value, Is: alert.Value(field.Field)))
            .Where(field => !FileSystemName.MatchesSimpleExpression(field.Value, field.Is, ignoreCase: false))
            .Select(field => $"{field.Field} is {field.Is} and not {field.Value}");
        return string.Join(", ", differences) is { Length: > 0 } text ? text : null;
    }

    private ChildProcess.Result Do(Place place, string line, string mark, TemporaryFolder folder)
    {
        // The last command of a line would take the place of the shell, and not be its child.
        var whole = $"{line}\nexit $?";
        switch (place)
        {
            case Place.Container:
                return _container!.TryExecute(whole, false, $"{Mark}={mark}");
            case Place.ContainerTerminal:
                return _container!.TryExecute(whole, true, $"{Mark}={mark}");
            case Place.Server:
                // That it has run long enough is the point.
                Thread.Sleep(_serverAge.Elapsed < Startup ? Startup - _serverAge.Elapsed : TimeSpan.Zero);
                _server!.StandardInput.WriteLine();
                _server.StandardInput.Flush();
                return new ChildProcess.Result(0, "");
            default:
                return ChildProcess.Run("/bin/sh", ["-c", whole], new Dictionary<string, string> { [Mark] = mark }, folder.Path);
        }
    }

    /// <summary>Takes the sensor's next line; false when it does not come in time.</summary>
    private bool Receive(DateTime deadline)
    {
        if (_falco!.NextOutput(deadline - DateTime.UtcNow) is not { } line)
        {
            return false;
        }

        if (line.StartsWith('{'))
        {
            _alerts.Add(new Alert(line));
        }

        return true;
    }

    private void WaitUntilItWatches()
    {
        _falco!.WaitForErrors("Opening 'syscall' source");
        var deadline = DateTime.UtcNow + PatienceAtStart;
        // The first words may be too early for it.
        while (DateTime.UtcNow < deadline)
        {
            if (TryWatchword(DateTime.UtcNow + TimeSpan.FromSeconds(1)))
            {
                return;
            }
        }

        Assert.Fail($"The sensor sees nothing. It says: {_falco.Errors}");
    }

    private void WaitForWatchword(DateTime deadline)
        => Assert.True(TryWatchword(deadline), $"The sensor sees nothing any more. It says: {_falco!.Errors}");

    /// <summary>Does what makes an alert at any rate, and waits for that alert.</summary>
    private bool TryWatchword(DateTime deadline)
    {
        using var folder = new TemporaryFolder();
        var mark = NextMark();
        Do(Place.Host, "find . -path ./.aws/credentials", mark, folder);
        do
        {
            if (_alerts.Any(alert => alert.Mark == mark))
            {
                return true;
            }
        }
        while (Receive(deadline));
        return false;
    }

    private RunningFalco StartFalco(string rules)
    {
        var hosts = _folder.Write("hosts", $"127.0.0.1 localhost\n{ApiServer} kubernetes.default.svc.cluster.local\n");
        return RunningFalco.WithHosts(
            hosts,
            ["-r", rules, "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U",
                "-o", $"plugins[0].init_config.engines.docker.sockets[]={_docker!.Socket}", "-o", "plugins[0].init_config.engines.podman.enabled=false",
                "-o", "plugins[0].init_config.engines.cri.enabled=false",
                .. Fields.SelectMany(field => (string[])["-o", $"append_output[].extra_fields[]={field}"])]);
    }

    private static (RuncContainer? Container, string? WhyNot) StartContainer()
    {
        try
        {
            return (new RuncContainer(isPrivileged: true), null);
        }
        catch (SkipException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>The container is real and of no engine: this says what docker would say of it.</summary>
    private void Describe(RuncContainer? container)
    {
        if (container is null)
        {
            return;
        }

        _docker!.Answer("/containers/json?all=true", $$"""[{"Id":"{{container.FullId}}"}]""");
        _docker.Add(container.FullId, $$"""
            {"Id": "{{container.FullId}}", "Name": "/shop", "Created": "2024-11-07T11:50:03.123456789Z", "Image": "sha256:0ca0fed3",
             "Config": {"Image": "registry.example/shop:1.2"}, "HostConfig": {"Privileged": true, "NetworkMode": "host"} }
            """);
        _docker.Answer("/images/sha256:0ca0fed3/json", """{"Id": "sha256:0ca0fed3", "RepoTags": ["registry.example/shop:1.2"]}""");
    }

    private Process StartServer(RuleAction action)
    {
        var program = Path.Combine(_folder.Path, action.Chain.Split(' ')[0]);
        File.Copy("/bin/sh", program);
        var start = new ProcessStartInfo("setsid", [program, "-c", $"read go; {action.Line}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment[Mark] = "server";
        var process = Process.Start(start)!;
        _serverAge.Start();
        return process;
    }

    private void AcceptAll()
    {
        try
        {
            while (true)
            {
                _listener.AcceptTcpClient().Dispose();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private sealed record Alert(string Line)
    {
        private readonly JsonElement _alert = JsonDocument.Parse(Line).RootElement;

        public string Rule => _alert.GetProperty("rule").GetString()!;

        public string Mark => Value($"proc.env[{WatchedMachine.Mark}]");

        public string Value(string field) => _alert.GetProperty("output_fields").TryGetProperty(field, out var value) ? value.ToString() : "";
    }
}
