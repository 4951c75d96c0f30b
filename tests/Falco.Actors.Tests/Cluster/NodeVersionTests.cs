using Akka.Util;
using Falco.Actors.Cluster;
using Falco.Actors.Serialization;
using Xunit;

namespace Falco.Actors.Tests.Cluster;

/// <summary>Nodes that are one version apart work together; others do not, and are told why.</summary>
public sealed class NodeVersionTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void One_version_apart_is_understood(int difference)
        => Assert.Null(NodeVersion.Refusal(NodeVersion.Current, AppVersion.Create($"{WireVersion.Current + difference}.0.0")));

    [Fact]
    public void Two_versions_apart_is_refused_with_what_to_do()
        => Assert.Contains("one version apart", NodeVersion.Refusal(NodeVersion.Current, AppVersion.Create($"{WireVersion.Current + 2}.0.0")), StringComparison.Ordinal);

    [Fact]
    public void A_node_that_shows_its_version_is_a_node_of_this_one() => Assert.Null(NodeVersion.Refusal(NodeVersion.Current, NodeVersion.Current));
}
