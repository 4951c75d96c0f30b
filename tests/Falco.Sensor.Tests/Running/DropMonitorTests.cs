using Falco.Engine.Output;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;
using Falco.Sensor.Running;
using Xunit;

namespace Falco.Sensor.Tests.Running;

/// <summary>Events that were lost are looked for once in a second of events, and answered no more often than the configuration says.</summary>
public class DropMonitorTests
{
    private const ulong Second = 1_000_000_000;
    private readonly List<InternalAlert> _alerts = [];

    [Fact]
    public void Drops_above_the_threshold_raise_an_alert_with_their_number()
    {
        var monitor = Monitor(new DropSettings { Actions = DropActions.Alert, Threshold = 0.1, Rate = 1, MaxBurst = 10 });
        Feed(monitor, from: 1, to: 1 + Second, count: 10, drops: 0);
        Feed(monitor, from: 2 + Second, to: 2 + Second, count: 1, drops: 5);
        var alert = Assert.Single(_alerts);
        Assert.Equal("Falco internal: syscall event drop. 5 system calls dropped in last second.", alert.Message);
        Assert.Equal("5", alert.Fields["n_drops"]);
        Assert.Equal("11", alert.Fields["n_evts"]);
    }

    [Fact]
    public void Few_drops_are_let_pass()
    {
        var monitor = Monitor(new DropSettings { Actions = DropActions.Alert, Threshold = 0.5, Rate = 1, MaxBurst = 10 });
        Feed(monitor, from: 1, to: 1 + Second, count: 10, drops: 0);
        Feed(monitor, from: 2 + Second, to: 2 + Second, count: 1, drops: 5);
        Assert.Empty(_alerts);
    }

    [Fact]
    public void Simulated_drops_are_answered_as_often_as_the_bucket_lets()
    {
        var monitor = Monitor(new DropSettings { Actions = DropActions.Alert, Simulate = true, Rate = 0.1, MaxBurst = 2 });
        for (ulong second = 1; second <= 40; second++)
        {
            Assert.True(monitor.Pass(second * 2 * Second, drops: 0));
        }

        // Two at once, then one for every ten seconds: seventy-eight seconds pass.
        Assert.Equal(2 + 7, _alerts.Count);
        Assert.Contains("event drop detected: 39 occurrences", monitor.ToString(), StringComparison.Ordinal);
        Assert.Contains("num times actions taken: 9", monitor.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_ends_the_run()
    {
        var monitor = Monitor(new DropSettings { Actions = DropActions.Exit, Simulate = true });
        Assert.True(monitor.Pass(1, drops: 0));
        Assert.False(monitor.Pass(2 * Second, drops: 0));
    }

    [Fact]
    public void An_alert_of_the_program_itself_has_Falcos_forms()
    {
        var alert = new InternalAlert(1_700_000_000_000_000_001, Engine.Rules.Priority.Debug, "Falco internal: x", "Falco internal: x. \"y\"")
        {
            Fields = new SortedDictionary<string, object> { ["n_evts"] = "2" },
        };
        Assert.Equal(
            "{\"hostname\":\"h\",\"output\":\"Falco internal: x. \\\"y\\\"\",\"output_fields\":{\"n_evts\":\"2\"},\"priority\":\"Debug\","
            + "\"rule\":\"Falco internal: x\",\"source\":\"internal\",\"time\":\"2023-11-14T22:13:20.000000001Z\"}\n",
            System.Text.Encoding.UTF8.GetString(alert.Line(new AlertFormat { Json = true, HostName = "h" })));
        Assert.Matches(
            "^[0-9]{2}:13:20.000000001: Debug Falco internal: x. \"y\" [(]n_evts=\"2\"[)]\n$",
            System.Text.Encoding.UTF8.GetString(alert.Line(new AlertFormat())));
    }

    private DropMonitor Monitor(DropSettings settings) => new(settings, _alerts.Add);

    private static void Feed(DropMonitor monitor, ulong from, ulong to, int count, ulong drops)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(monitor.Pass(from + ((to - from) * (ulong)i / (ulong)count), drops));
        }
    }
}
