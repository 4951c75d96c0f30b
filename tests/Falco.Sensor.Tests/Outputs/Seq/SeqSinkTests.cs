using System.Text;
using System.Text.Json;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs.Seq;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Sensor.Tests.Outputs.Seq;

public sealed class SeqSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SeqReceiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_alert_arrives_with_every_field_as_a_property_of_its_type()
    {
        _receiver.Start();
        using var sink = Open();
        Write(sink, Alert("""
            "container.id":"c1","evt.time":1700000000123456789,"fd.ratio":0.5,"is.it":true,"proc.aname[2]":null,"proc.cmdline":"a \"b\" {c}","proc.args":["x","y"]
            """));
        var e = Assert.Single(_receiver.Take(1));
        Assert.Equal("Shell in {container_id} by {proc_cmdline} of {proc_aname_2} {{sic}}", Text(e, "@mt"));
        Assert.Equal("2023-11-14T22:13:20.1234567Z", Text(e, "@t"));
        Assert.Equal("Warning", Text(e, "@l"));
        Assert.Equal("c1", Text(e, "container_id"));
        Assert.Equal("a \"b\" {c}", Text(e, "proc_cmdline"));
        Assert.Equal(1700000000123456789, e.GetProperty("evt_time").GetInt64());
        Assert.Equal(0.5, e.GetProperty("fd_ratio").GetDouble());
        Assert.True(e.GetProperty("is_it").GetBoolean());
        Assert.Equal(JsonValueKind.Null, e.GetProperty("proc_aname_2").ValueKind);
        Assert.Equal(["x", "y"], e.GetProperty("proc_args").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("Terminal shell", Text(e, "rule"));
        Assert.Equal("Warning", Text(e, "priority"));
        Assert.Equal("syscall", Text(e, "source"));
        Assert.Equal(["T1059"], e.GetProperty("tags").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal("what is printed", Text(e, "output"));
        Assert.Equal("my machine", Text(e, "hostname"));
        Assert.Equal("my%20machine/7/12/Terminal shell", Text(e, "alert_id"));
    }

    [Theory]
    [InlineData(Priority.Emergency, "Fatal")]
    [InlineData(Priority.Alert, "Fatal")]
    [InlineData(Priority.Critical, "Fatal")]
    [InlineData(Priority.Error, "Error")]
    [InlineData(Priority.Warning, "Warning")]
    [InlineData(Priority.Notice, "Information")]
    [InlineData(Priority.Informational, "Information")]
    [InlineData(Priority.Debug, "Debug")]
    public void A_priority_becomes_a_level(Priority priority, string level) => Assert.Equal(level, SeqEvent.LevelOf(priority).ToString());

    [Theory]
    [InlineData("*%proc.name wrote %fd.name", "{proc_name} wrote {fd_name}")]
    [InlineData("%20proc.name|%proc.aname[2]|%evt.arg.flags", "{proc_name}|{proc_aname_2}|{evt_arg_flags}")]
    [InlineData("by %toupper(proc.name)", "a {{rule}}: {output}")]
    [InlineData("%there.is.no.such.field", "a {{rule}}: {output}")]
    [InlineData("", "a {{rule}}: {output}")]
    public void All_alerts_of_a_rule_have_one_template(string output, string template) => Assert.Equal(template, SeqTemplate.Of("a {rule}", output).Text);

    [Fact]
    public void An_extra_field_that_is_called_like_a_property_of_every_alert_replaces_none()
    {
        _receiver.Start();
        using var sink = Open();
        Write(sink, Alert("\"rule\":\"other\""));
        var e = Assert.Single(_receiver.Take(1));
        Assert.Equal(("Terminal shell", "other"), (Text(e, "rule"), Text(e, "rule_")));
    }

    [Fact]
    public void Alerts_of_the_time_before_the_server_was_there_arrive_when_it_is()
    {
        using var sink = Open();
        for (var number = 0; number < 100; number++)
        {
            Write(sink, Alert($"\"evt.num\":{number}"));
        }

        _receiver.Start();
        Assert.Equal(Enumerable.Range(0, 100), _receiver.Take(100).Select(e => e.GetProperty("evt_num").GetInt32()));
        Assert.Empty(_receiver.Refused);
    }

    [Fact]
    public void An_alert_that_is_made_to_be_too_large_is_cut_and_arrives_with_those_beside_it()
    {
        var bell = string.Concat(Enumerable.Repeat("\\u0007", 60_000));
        using var sink = Open();
        for (var i = 0; i < 45; i++)
        {
            Write(sink, Alert(string.Join(',', Enumerable.Range(0, 20).Select(field => $"\"proc.a{field}\":\"{bell}\""))));
        }

        Write(sink, Alert("\"evt.num\":1"));
        _receiver.Start();
        var events = _receiver.Take(46);
        Assert.Equal(1, events[^1].GetProperty("evt_num").GetInt32());
        Assert.EndsWith("...", Text(events[0], "proc_a0"), StringComparison.Ordinal);
        Assert.True(events[0].TryGetProperty("proc_a19", out _));
        Assert.Empty(_receiver.Refused);
    }

    [Fact]
    public void A_buffer_that_is_full_takes_no_more_and_says_why()
    {
        using (var sink = Open())
        {
            Write(sink, Alert($"\"proc.args\":\"{new string('x', 8000)}\""));
        }

        using var again = SeqSink.Open(Settings with { BufferSize = 1000 });
        var message = Assert.Throws<IOException>(() => Write(again, Alert(""))).Message;
        Assert.Contains("seq_output.buffer_max_mb", message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_cannot_be_written_is_named()
    {
        var file = _folder.Write("file", "no folder");
        Assert.Contains(file, Assert.Throws<IOException>(() => SeqSink.Open(Settings with { BufferPath = file })).Message, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    private static void Write(SeqSink sink, Alert alert)
    {
        sink.Write(new AlertId("my%20machine", 7, alert.EventNumber, alert.Rule), alert);
        sink.Flush();
    }

    private static Alert Alert(string fields) => new()
    {
        EventNumber = 12,
        Timestamp = 1_700_000_000_123_456_789,
        Rule = "Terminal shell",
        RuleIndex = 0,
        Priority = Priority.Warning,
        Source = "syscall",
        Tags = ["T1059"],
        Message = "what is printed"u8.ToArray(),
        FieldsJson = Encoding.UTF8.GetBytes(fields.Trim()),
        Template = "Shell in %container.id by %proc.cmdline of %proc.aname[2] {sic}",
    };

    private SeqSettings Settings => new()
    {
        Url = _receiver.Url,
        ApiKey = SeqReceiver.ApiKey,
        BufferPath = Path.Combine(_folder.Path, "buffer"),
        BufferSize = 1 << 30,
    };

    private SeqSink Open() => SeqSink.Open(Settings);
}
