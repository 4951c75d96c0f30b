using System.Text;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Outputs;
using Xunit;

namespace Falco.Sensor.Tests.Outputs;

public class AlertWriterTests
{
    private static readonly AlertFormat Format = new() { Iso8601Time = true };

    [Fact]
    public void Alerts_leave_when_the_writer_is_closed()
    {
        var stream = new MemoryStream();
        using (var writer = new AlertWriter(() => stream, Format, keepOpen: true, flushEach: false))
        {
            writer.Write(Alert("one"));
            writer.Write(Alert("two"));
        }

        Assert.Equal(
            "2023-11-14T22:13:20.000000000+0000: Notice one\n2023-11-14T22:13:20.000000000+0000: Notice two\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Unbuffered_alerts_leave_at_once()
    {
        var stream = new MemoryStream();
        using var writer = new AlertWriter(() => stream, Format, keepOpen: true, flushEach: true);
        writer.Write(Alert("one"));
        Assert.NotEqual(0, stream.Length);
    }

    [Fact]
    public void A_reader_that_goes_away_is_remembered_and_nothing_more_is_written()
    {
        var stream = new ClosedPipe();
        using var writer = new AlertWriter(() => stream, Format, keepOpen: true, flushEach: true);
        writer.Write(Alert("one"));
        writer.Write(Alert("two"));
        Assert.Equal("the pipe is closed", writer.Error?.Message);
        Assert.Equal(1, stream.Writes);
    }

    [Fact]
    public void A_file_that_is_moved_away_is_made_anew()
    {
        var directory = Directory.CreateTempSubdirectory("falco-output").FullName;
        var path = Path.Combine(directory, "alerts");
        using (var writer = AlertWriter.ToFile(path, Format, keepOpen: false, flushEach: true))
        {
            writer.Write(Alert("one"));
            File.Move(path, path + ".1");
            writer.Write(Alert("two"));
        }

        Assert.EndsWith("one\n", File.ReadAllText(path + ".1"), StringComparison.Ordinal);
        Assert.EndsWith("two\n", File.ReadAllText(path), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void A_run_ends_with_counts_by_priority_and_rule()
    {
        var counts = new AlertCounts();
        counts.Add(Alert("x"));
        counts.Add(Alert("x") with { Rule = "other", RuleIndex = 0, Priority = Priority.Informational });
        counts.Add(Alert("x"));
        Assert.Equal(
            """
            Events detected: 3
            Rule counts by severity:
               NOTICE: 2
               INFO: 1
            Triggered rules by rule name:
               other: 1
               rule: 2

            """,
            counts.ToString());
    }

    private static Alert Alert(string message) => new()
    {
        EventNumber = 1,
        Timestamp = 1_700_000_000_000_000_000,
        Rule = "rule",
        RuleIndex = 3,
        Priority = Priority.Notice,
        Source = "syscall",
        Tags = [],
        Message = Encoding.UTF8.GetBytes(message),
        FieldsJson = default,
    };

    private sealed class ClosedPipe : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes++;
            throw new IOException("the pipe is closed");
        }
    }
}
