using System.Net;
using Falco.Actors.Cluster.Inspection.Endpoint;
using Falco.Actors.Hosting;
using Xunit;

namespace Falco.Actors.Tests.Cluster.Inspection;

/// <summary>Who may ask a node, and who may change something.</summary>
public sealed class ManagementAccessTests
{
    [Theory]
    [InlineData("127.0.0.1", false, null, null)]
    [InlineData("::1", false, null, null)]
    [InlineData("127.0.0.1", true, null, 401)]
    [InlineData("127.0.0.1", true, "Basic c2VjcmV0", 401)]
    [InlineData("127.0.0.1", true, "Bearer secre", 403)]
    [InlineData("127.0.0.1", true, "Bearer secret2", 403)]
    [InlineData("127.0.0.1", true, "Bearer ", 403)]
    [InlineData("127.0.0.1", true, "Bearer secret", null)]
    [InlineData("127.0.0.1", true, "bearer secret", null)]
    [InlineData("0.0.0.0", false, null, 401)]
    [InlineData("0.0.0.0", false, "Bearer secret", null)]
    [InlineData("10.0.0.1", true, "Bearer secret", null)]
    public void Reading_is_free_on_this_machine_and_everything_else_takes_the_token(string host, bool changes, string? header, int? status)
        => Assert.Equal(status, Access(host, "secret").Refusal(changes, header)?.Status);

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData(null)]
    public void Without_a_token_of_the_node_nothing_can_be_changed(string? header)
    {
        var refusal = Access("127.0.0.1", "").Refusal(changes: true, header);
        Assert.Equal(403, refusal?.Status);
        Assert.Contains("falco.cluster.management.token", refusal!.Value.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enabled = auto", false, false)]
    [InlineData("enabled = auto", true, true)]
    [InlineData("enabled = on", false, true)]
    [InlineData("enabled = off", true, false)]
    public void By_itself_only_a_node_of_a_cluster_can_be_asked(string hocon, bool isClustered, bool isOn)
        => Assert.Equal(isOn, Read(hocon, isClustered) is not null);

    [Theory]
    [InlineData("enabled = maybe", "falco.cluster.management.enabled = maybe")]
    [InlineData("enabled = on, host = example", "falco.cluster.management.host = example")]
    [InlineData("enabled = on, port = 70000", "falco.cluster.management.port = 70000")]
    [InlineData("enabled = on, host = \"0.0.0.0\"", "there is no token")]
    public void A_value_that_cannot_be_used_is_named(string hocon, string named)
        => Assert.Contains(named, Assert.Throws<HoconException>(() => Read(hocon, isClustered: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_environment_may_have_the_token_instead_of_a_file()
        => Assert.Equal("fromenv", Read("enabled = on, host = \"0.0.0.0\"", isClustered: true, variable => variable == "FALCO_MANAGEMENT_TOKEN" ? "fromenv" : null)!.Token);

    private static ManagementSettings? Read(string hocon, bool isClustered, Func<string, string?>? environment = null)
    {
        var own = Akka.Configuration.ConfigurationFactory.ParseString($"cluster.management {{ {hocon} }}");
        return ManagementSettingsReader.Read(own.WithFallback(PipelineConfig.Load(null).GetConfig("falco")), environment ?? (_ => null), isClustered);
    }

    private static ManagementAccess Access(string host, string token) => new(new ManagementSettings
    {
        Host = IPAddress.Parse(host), Port = 0, Token = token, Deadline = TimeSpan.FromSeconds(1), IsRequired = true,
    });
}
