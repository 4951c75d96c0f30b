using Akka.Actor;
using Falco.Actors.Hosting;
using Xunit;

namespace Falco.Actors.Tests.Serialization;

/// <summary>A node without a cluster keeps its messages to itself.</summary>
public class LocalSerializerTests
{
    [Fact]
    public async Task Nothing_can_be_serialized_where_there_is_no_network()
    {
        var system = ActorSystem.Create("local", PipelineConfig.Load(null));
        var serializer = system.Serialization.FindSerializerFor(new object());
        Assert.Throws<NotSupportedException>(() => serializer.ToBinary(new object()));
        await system.Terminate();
    }
}
