using Falco.Actors.Cluster;
using Falco.Actors.Hosting;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

/// <summary>A node's part in a cluster, from HOCON and the environment variables of Lighthouses.</summary>
public sealed class ClusterSettingsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_node_has_no_cluster_unless_it_is_told_to() => Assert.Null(Read(""));

    [Fact]
    public void One_key_makes_a_cluster_of_one_that_does_everything()
    {
        var settings = Read("falco.cluster.enabled = on")!;
        Assert.Equal(NodeRoles.Sensor | NodeRoles.Detector | NodeRoles.Alerts, settings.Roles);
        Assert.Empty(settings.Seeds);
        Assert.Equal(("falco", "127.0.0.1", 0), (settings.System, settings.Ip, settings.Port));
    }

    [Theory]
    [InlineData("10.0.0.1:4053")]
    [InlineData("akka.tcp://falco@10.0.0.1:4053")]
    [InlineData("akka.ssl.tcp://falco@10.0.0.1:4053")]
    public void Seeds_switch_it_on_in_either_form(string seed) => Assert.Equal(["10.0.0.1:4053"], Read($"falco.cluster.seeds = [\"{seed}\"]")!.Seeds);

    [Fact]
    public void The_environment_overrides_what_the_file_says()
    {
        var settings = Read(
            "falco.cluster { seeds = [\"a:1\"], ip = 10.0.0.9, port = 9, system = other }",
            ("CLUSTER_SEEDS", "akka.tcp://falco@b:2, c:3"),
            ("CLUSTER_IP", "10.0.0.1"),
            ("CLUSTER_PORT", "4053"),
            ("ACTORSYSTEM", "lighthouses"))!;
        Assert.Equal(["b:2", "c:3"], settings.Seeds);
        Assert.Equal(("lighthouses", "10.0.0.1", 4053), (settings.System, settings.Ip, settings.Port));
    }

    [Theory]
    [InlineData("falco.cluster { enabled = on, roles = [sensor, watcher] }", "falco.cluster.roles", "watcher", "lighthouse, sensor, detector, alerts")]
    [InlineData("falco.cluster { enabled = maybe }", "falco.cluster.enabled = maybe", "on nor off", "")]
    [InlineData("falco.cluster { enabled = on, port = 70000 }", "falco.cluster.port = 70000", "more than 65535", "")]
    [InlineData("falco.cluster { enabled = on, ip = \"\" }", "falco.cluster.ip = :", "under which others reach this node", "")]
    [InlineData("falco.cluster { enabled = on, ip = \"0.0.0.0\" }", "falco.cluster.ip = 0.0.0.0", "under which others reach this node", "")]
    [InlineData("falco.cluster { seeds = [nowhere] }", "nowhere", "10.0.0.1:4053", "")]
    [InlineData("falco.cluster { seeds = nowhere }", "falco.cluster.seeds = nowhere", "list", "")]
    [InlineData("falco.cluster { enabled = on, allocation.cool-down = soon }", "falco.cluster.allocation.cool-down = soon", "time", "")]
    [InlineData("falco.cluster { enabled = on, tls.enabled = on }", "falco.cluster.tls.authority", "names no file", "")]
    [InlineData("falco.cluster { enabled = on, tlss.enabled = on }", "there is no setting falco.cluster.tlss", "tls", "")]
    public void What_cannot_be_used_is_named(string hocon, string key, string what, string more)
    {
        var error = Assert.Throws<HoconException>(() => Read(hocon));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(more, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_the_environment_that_is_none_is_named()
        => Assert.Contains("CLUSTER_PORT = http", Assert.Throws<HoconException>(() => Read("", ("CLUSTER_SEEDS", "a:1"), ("CLUSTER_PORT", "http"))).Message, StringComparison.Ordinal);

    private ClusterSettings? Read(string hocon, params (string Name, string Value)[] environment)
    {
        File.WriteAllText(_file, hocon);
        return ClusterSettingsReader.Read(
            PipelineConfig.Load(_file).GetConfig("falco"), name => environment.FirstOrDefault(variable => variable.Name == name).Value);
    }
}
