using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Outputs;
using Xunit;

namespace Falco.Sensor.Tests.Outputs;

public sealed class RetriedSinkTests
{
    [Fact]
    public void An_output_is_opened_before_the_first_alert()
    {
        var opened = 0;
        using var sink = new RetriedSink("test", () =>
        {
            opened++;
            return new Sink();
        });
        sink.Begin();
        Assert.Equal(1, opened);
        sink.Write(default, Alert);
        Assert.Equal(1, opened);
    }

    [Fact]
    public void An_output_that_fails_ends_nothing_and_is_left_alone_for_a_while()
    {
        var opened = 0;
        using var sink = new RetriedSink("test", () =>
        {
            opened++;
            throw new IOException("it cannot be opened");
        });
        sink.Begin();
        sink.Write(default, Alert);
        sink.Write(default, Alert);
        Assert.Equal(1, opened);
    }

    private static Alert Alert { get; } = new()
    {
        EventNumber = 1,
        Timestamp = 1,
        Rule = "rule",
        RuleIndex = 0,
        Priority = Priority.Notice,
        Source = "syscall",
        Tags = [],
        Message = default,
        FieldsJson = default,
    };

    private sealed class Sink : IAlertSink
    {
        public void Write(AlertId id, Alert alert)
        {
        }
    }
}
