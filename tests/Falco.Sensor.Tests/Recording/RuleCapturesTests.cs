using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.Tests.Capture;
using Falco.Engine.Tests.Events;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;
using Falco.Sensor.Recording;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Sensor.Tests.Recording;

/// <summary>When a capture that rules start begins, how long it lasts and what is in it, as with Falco 0.44.</summary>
public sealed class RuleCapturesTests : IDisposable
{
    private const ulong Second = 1_000_000_000;
    private const ulong Start = EventBuilder.Time;

    /// <summary>Rules by their names, 0 to 2: one that starts captures, one that starts captures of ten seconds, one that starts none and asks for a minute.</summary>
    private static readonly Dictionary<string, Rule> Rules =
        new[] { Rule(0, true, 0), Rule(1, true, 10_000), Rule(2, false, 60_000) }.ToDictionary(rule => rule.Name);

    private readonly TemporaryFolder _folder = new();
    private readonly List<InternalAlert> _alerts = [];
    private ulong _number;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_match_there_is_no_capture()
    {
        Run(new(), (0, []), (1, []));
        Assert.Empty(Files);
    }

    [Fact]
    public void A_capture_has_the_event_that_started_it_and_those_after_it_up_to_the_first_when_time_is_up()
    {
        Run(new() { Duration = 2 * Second }, (0, []), (1, [0]), (2, []), (3, []), (4, []));
        Assert.Equal([1UL, 2, 3], Seconds(Assert.Single(Files)));
    }

    [Fact]
    public void A_file_is_named_by_the_time_and_the_number_of_the_event_that_started_it()
    {
        Run(new(), (0, []), (1, [0]));
        Assert.Equal($"c_{Start + Second:D20}_{2:D20}.scap", Path.GetFileName(Assert.Single(Files)));
    }

    [Fact]
    public void A_match_meanwhile_prolongs_the_capture_and_starts_no_other()
    {
        Run(new() { Duration = 2 * Second }, (1, [0]), (2, [1]), (11, []), (12, []), (13, []));
        Assert.Equal([1UL, 2, 11, 12], Seconds(Assert.Single(Files)));
    }

    [Fact]
    public void A_match_never_shortens_it()
    {
        Run(new() { Duration = 2 * Second }, (1, [1]), (2, [0]), (5, []));
        Assert.Equal([1UL, 2, 5], Seconds(Assert.Single(Files)));
    }

    [Fact]
    public void A_rule_that_starts_no_captures_still_prolongs_them_before_or_after()
    {
        Run(new() { Duration = 2 * Second }, (1, [0]), (2, [2]), (61, []));
        Assert.Equal([1UL, 2, 61], Seconds(Assert.Single(Files)));
        File.Delete(Files[0]);
        Run(new() { Duration = 2 * Second }, (1, [2]), (2, [0]), (60, []));
        Assert.Equal([2UL, 60], Seconds(Assert.Single(Files)));
    }

    [Fact]
    public void The_next_match_after_its_end_starts_another()
    {
        Run(new() { Duration = Second }, (1, [0]), (2, []), (3, [0]), (4, []));
        Assert.Equal([[1UL, 2], [3UL, 4]], Files.Select(Seconds));
    }

    [Fact]
    public void All_rules_start_captures_where_the_mode_says_so()
    {
        Run(new(), (1, [2]));
        Assert.Empty(Files);
        Run(new() { AllRules = true }, (1, [2]));
        Assert.Single(Files);
    }

    [Fact]
    public void A_capture_begins_with_the_machine_as_of_the_event_that_started_it()
    {
        var captures = New(new());
        captures.See(new MachineInfo(2, 1 << 30, 32768, "test", 7, 8));
        captures.See(new UserList([new UserEntry(0, 0, Utf8.From("root"), Utf8.From("/root"), Utf8.From("/bin/sh"))], []));
        captures.See(new ProcessList([Process(1, 0, "init"), Process(100, 1, "worker")]));
        captures.See(EventBuilder.Numbered(EventBuilder.On(100, Start, EventType.SYSCALL_OPENAT_2_X, 5, -100, "/etc/passwd", 1, 0, 0, 0), 1), []);
        captures.See(EventBuilder.Numbered(EventBuilder.On(100, Start + 1, EventType.SYSCALL_CHDIR_X, 0, "/tmp"), 2), ["0"]);
        captures.End();

        var content = CaptureContent.Read(File.ReadAllBytes(Assert.Single(Files)));

        Assert.Equal("test", Assert.Single(content.Metadata.OfType<MachineInfo>()).HostName);
        Assert.Equal("root", Assert.Single(Assert.Single(content.Metadata.OfType<UserList>()).Users).Name.ToString());
        var processes = content.Metadata.OfType<ProcessList>().SelectMany(list => list.Entries).ToDictionary(entry => entry.Tid);
        Assert.Equal("worker", processes[100].Comm.ToString());
        Assert.Equal("/tmp/", processes[100].Cwd.ToString());
        var file = Assert.Single(Assert.Single(content.Metadata.OfType<FdList>()).Entries);
        Assert.Equal((5L, "/etc/passwd"), (file.Fd, file.Name.ToString()));
        Assert.Equal(EventType.SYSCALL_CHDIR_X, Assert.Single(content.Events).Type);
    }

    [Fact]
    public void What_is_known_of_containers_comes_first()
    {
        var captures = New(new());
        const string Json = """{"container":{"id":"0123456789ab","name":"web","type":0}}""";
        var told = Assert.Single(new CaptureBuilder().Event(EventType.ASYNCEVENT_E, 0u, "container", Json).Read().Events);
        captures.See(told, []);
        captures.See(EventBuilder.Numbered(EventBuilder.On(100, Start + 5, EventType.SYSCALL_CHDIR_X, 0, "/tmp"), 2), ["0"]);
        captures.End();

        var events = CaptureContent.Read(File.ReadAllBytes(Assert.Single(Files))).Events.ToList();

        Assert.Equal([EventType.ASYNCEVENT_E, EventType.SYSCALL_CHDIR_X], events.Select(e => e.Type));
        Assert.Equal(Start + 5, events[0].Timestamp);
    }

    [Fact]
    public void A_file_that_reaches_its_size_ends_there_and_an_alert_says_so()
    {
        var captures = New(new() { MaxMegabytes = 1 });
        var noise = new byte[60_000];
        var random = new Random(1);
        for (var i = 1UL; i <= 30; i++)
        {
            random.NextBytes(noise);
            captures.See(EventBuilder.Numbered(EventBuilder.On(100, Start + i, EventType.SYSCALL_WRITE_X, 60_000, noise, 1, 60_000), i), i == 1 ? ["0"] : []);
        }

        captures.End();

        Assert.InRange(new FileInfo(Assert.Single(Files)).Length, 900_000, 1 << 20);
        StrictCapture.Check(File.ReadAllBytes(Files[0]));
        var alert = Assert.Single(_alerts);
        Assert.Equal("Falco internal: capture size limit reached. Configured limit: 1 MB.", alert.Message);
        Assert.Contains(
            "\"output_fields\":{\"max_file_size_mb\":1,\"written_bytes\":1048576}",
            System.Text.Encoding.UTF8.GetString(alert.Line(new AlertFormat { Json = true })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_that_cannot_be_written_is_an_error()
    {
        var captures = New(new() { PathPrefix = Path.Combine(_folder.Path, "missing", "c") });
        captures.See(EventBuilder.Numbered(EventBuilder.On(100, Start, EventType.SYSCALL_CHDIR_X, 0, "/tmp"), 1), ["0"]);
        Assert.True(captures.Broken.IsCompleted);
        Assert.Contains("missing", captures.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_the_place_of_the_file_is_not_followed()
    {
        var victim = _folder.Write("victim", "keep");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, $"c_{Start + Second:D20}_{1:D20}.scap"), victim);
        Run(new(), (1, [0]));
        Assert.Equal("keep", File.ReadAllText(victim));
        Assert.Equal([1UL], Seconds(Assert.Single(Files)));
    }

    private IReadOnlyList<string> Files => [.. Directory.GetFiles(_folder.Path, "c_*.scap").Order(StringComparer.Ordinal)];

    private RuleCaptures New(CaptureSettings settings) => new(
        settings.PathPrefix == new CaptureSettings().PathPrefix ? settings with { PathPrefix = Path.Combine(_folder.Path, "c") } : settings, Rules, _alerts.Add);

    /// <summary>Shows events at these seconds, which rules matched.</summary>
    private void Run(CaptureSettings settings, params (ulong Second, int[] Rules)[] events)
    {
        using var captures = New(settings);
        _number = 0;
        foreach (var (second, rules) in events)
        {
            var e = EventBuilder.Numbered(EventBuilder.On(100, Start + (second * Second), EventType.SYSCALL_CHDIR_X, 0, "/tmp"), ++_number);
            captures.See(e, [.. rules.Select(rule => $"{rule}")]);
        }
    }

    private static ProcessEntry Process(long pid, long parent, string name) => new()
    {
        Tid = pid, Pid = pid, Ptid = parent, Vtid = pid, Vpid = pid, Comm = Utf8.From(name), Exe = Utf8.From(name), Cwd = Utf8.From("/"),
    };

    private static ulong[] Seconds(string file)
    {
        StrictCapture.Check(File.ReadAllBytes(file));
        return [.. CaptureContent.Read(File.ReadAllBytes(file)).Events.Select(e => (e.Timestamp - Start) / Second)];
    }

    private static Rule Rule(int index, bool captures, uint duration) => new()
    {
        Index = index,
        Name = $"{index}",
        Description = "",
        Output = "",
        Condition = "",
        Source = "syscall",
        Priority = Priority.Notice,
        Tags = [],
        Enabled = true,
        Capture = captures,
        CaptureDuration = duration,
    };
}
