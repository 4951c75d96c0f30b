using Falco.Actors.Hosting;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

public sealed class PipelineConfigTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_defaults_are_in_order()
    {
        var settings = PipelineSettings.Read(PipelineConfig.Load(null).GetConfig("falco"), "machine", epoch: 1);
        Assert.Equal("machine", settings.Ingest.Sensor);
        Assert.True(settings.Ingest.CreditPerTree <= settings.Ingest.Credit);
        Assert.Null(settings.CrossingDeadline);
    }

    [Fact]
    public void Every_setting_has_a_comment()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "hocon", "falco.conf"));
        for (var i = 1; i < lines.Length && !lines[i].StartsWith("akka", StringComparison.Ordinal); i++)
        {
            if (lines[i].Contains('=', StringComparison.Ordinal) && !lines[i].TrimStart().StartsWith('#'))
            {
                Assert.StartsWith("#", lines[i - 1].Trim(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("falco.ingest.crdit = 1MiB", "falco.ingest.crdit")]
    [InlineData("falco.ingest = 5", "falco.ingest")]
    [InlineData("falco.ingest.credit { a = 1 }", "falco.ingest.credit")]
    [InlineData("falco = 5", "falco is a section")]
    public void A_key_that_does_not_fit_is_named_with_its_file(string hocon, string named)
    {
        File.WriteAllText(_file, hocon);
        var message = Assert.Throws<HoconException>(() => PipelineConfig.Load(_file)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(_file, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falco.ingest.credit = plenty")]
    [InlineData("falco.ingest.credit = 1KiB")]
    [InlineData("falco.ingest.tree-batch = 1GiB")]
    [InlineData("falco.ingest.linger = soon")]
    [InlineData("falco.ingest.linger = 0ms")]
    [InlineData("falco.ingest.max-restores = 0")]
    [InlineData("falco.ingest.max-restores = many")]
    [InlineData("falco.trees.crossing-deadline = never")]
    [InlineData("falco.alerts.store.kind = mysql")]
    [InlineData("falco.alerts.store.retention = long")]
    [InlineData("falco.alerts.store.max-alerts = 0")]
    [InlineData("falco.alerts.throttle.rule.rate = fast")]
    [InlineData("falco.alerts.outputs.sort-window = 0ms")]
    public void A_value_that_does_not_fit_is_named_with_its_key(string hocon)
    {
        File.WriteAllText(_file, hocon);
        var config = PipelineConfig.Load(_file).GetConfig("falco");
        var message = Assert.Throws<HoconException>(() => PipelineSettings.Read(config, "machine", epoch: 1)).Message;
        Assert.StartsWith(hocon, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("falco.alerts.store { kind = postgresql }", "falco.alerts.store.connection-string is empty")]
    [InlineData("falco.alerts.store { kind = postgresql, connection-string = \"Hots=db;Password=secret\" }", "falco.alerts.store.connection-string")]
    [InlineData("falco.alerts.store { kind = sqlite, path = \"\" }", "falco.alerts.store.path is empty")]
    [InlineData("falco.alerts.throttle.rule.rate = 5", "falco.alerts.store.kind is off")]
    public void What_an_alert_store_or_a_throttle_lacks_is_named(string hocon, string named)
    {
        File.WriteAllText(_file, hocon);
        var config = PipelineConfig.Load(_file).GetConfig("falco");
        var message = Assert.Throws<HoconException>(() => PipelineSettings.Read(config, "machine", epoch: 1)).Message;
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }
}
