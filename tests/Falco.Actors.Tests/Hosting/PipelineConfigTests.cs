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

    public static TheoryData<string> Files => [.. Directory.GetFiles(Path.Combine(Repository.Root, "hocon"), "*.conf").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_that_comes_along_can_be_used(string name)
    {
        var file = Path.Combine(Repository.Root, "hocon", name);
        PipelineSettings.Read(PipelineConfig.Load(file).GetConfig("falco"), "machine", epoch: 1);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_value_of_a_file_that_comes_along_has_a_comment_before_it(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "hocon", name));
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Contains('=', StringComparison.Ordinal) && !lines[i].TrimStart().StartsWith('#'))
            {
                Assert.True(lines[i - 1].TrimStart().StartsWith('#'), $"{name}: {lines[i]}");
            }
        }
    }

    [Theory]
    [InlineData("akka.clustr.seed-nodes = []", "there is no setting akka.clustr")]
    [InlineData("akka.cluster.failure-detector.acceptable-hartbeat-pause = 3s", "akka.cluster.failure-detector.acceptable-hartbeat-pause")]
    [InlineData("akka.remote.dot-netty.tcp.hostnme = a", "akka.remote.dot-netty.tcp.hostnme")]
    [InlineData("akka = 5", "akka is a section")]
    public void A_key_that_Akka_does_not_know_is_named(string hocon, string named)
    {
        File.WriteAllText(_file, hocon);
        Assert.Contains(named, Assert.Throws<HoconException>(() => PipelineConfig.Load(_file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.cluster.failure-detector.heartbeat-interval = soon", "is not a time")]
    [InlineData("akka.cluster.failure-detector.threshold = high", "is not a number")]
    [InlineData("akka.remote.dot-netty.tcp.maximum-frame-size = big", "is not a size")]
    [InlineData("akka.cluster.sharding.remember-entities = perhaps", "is neither on nor off")]
    [InlineData("akka.cluster.sharding.state-store-mode = disk", "is none of ddata, persistence")]
    [InlineData("akka.cluster.split-brain-resolver.active-strategy = keep-all", "is none of keep-majority")]
    [InlineData("akka.loglevel = LOUD", "is none of DEBUG, INFO, WARNING, ERROR, OFF")]
    public void A_value_that_Akka_cannot_use_is_named_with_its_key(string hocon, string what)
    {
        File.WriteAllText(_file, hocon);
        Assert.StartsWith($"{_file}: {hocon}: {what}", Assert.Throws<HoconException>(() => PipelineConfig.Load(_file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.cluster = 5", "akka.cluster is a section")]
    [InlineData("akka.loglevel { a = 1 }", "akka.loglevel is a value")]
    public void A_section_of_Akkas_is_no_value_and_a_value_no_section(string hocon, string named)
    {
        File.WriteAllText(_file, hocon);
        Assert.Contains(named, Assert.Throws<HoconException>(() => PipelineConfig.Load(_file)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever writes Akka's own defaults into a file gets what they had.</summary>
    [Fact]
    public void All_values_that_Akka_has_by_default_can_be_used() => AkkaKeys.Check(AkkaKeys.Known().GetValue("akka").GetObject(), "defaults");

    [Theory]
    [InlineData("akka.log-dead-letters = 10")]
    [InlineData("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 20s")]
    [InlineData("akka.cluster.failure-detector.acceptable-heartbeat-pause = 1.5 seconds")]
    [InlineData("akka.remote.dot-netty.tcp { maximum-frame-size = 128000b, send-buffer-size = 1m }")]
    [InlineData("akka.cluster.sharding.passivate-idle-entity-after = off")]
    public void Values_in_any_form_that_Akka_reads_can_be_used(string hocon)
    {
        File.WriteAllText(_file, hocon);
        PipelineConfig.Load(_file);
    }

    [Fact]
    public void What_users_name_themselves_is_no_unknown_key()
    {
        File.WriteAllText(_file, "akka.actor.deployment { /x { router = round-robin-pool } }\nakka.cluster.sharding.rebalance-interval = 3s\nmine { a = 1 }");
        PipelineConfig.Load(_file);
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
