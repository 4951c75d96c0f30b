using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Serialization;
using Xunit;

namespace Falco.Actors.Tests.Serialization;

/// <summary>Between nodes only messages that are on the list are written or read.</summary>
public sealed class NodeSerializerTests : TestKit
{
    private readonly NodeSerializer _serializer;

    public NodeSerializerTests() => _serializer = new NodeSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void A_detectors_load_comes_back_as_it_was()
        => Assert.Equal(new DetectorLoad("akka.tcp://falco@10.0.0.1:4053", 12.5), ReadBack(new DetectorLoad("akka.tcp://falco@10.0.0.1:4053", 12.5)));

    [Fact]
    public void A_sensors_backlog_comes_back_as_it_was()
    {
        var back = (SensorBacklog)ReadBack(new SensorBacklog("s", [new NodeBacklog("a", 1), new NodeBacklog("b", long.MaxValue)]));
        Assert.Equal("s", back.Sensor);
        Assert.Equal([new NodeBacklog("a", 1), new NodeBacklog("b", long.MaxValue)], back.Waiting);
    }

    [Fact]
    public void A_wake_up_comes_back_as_it_was() => Assert.Equal(new Wake("rule"), ReadBack(new Wake("rule")));

    [Fact]
    public void How_far_a_sensor_is_comes_back_as_it_was()
    {
        var evaluated = new Evaluated("rule", "sensor", long.MaxValue, ulong.MaxValue);
        Assert.Equal(evaluated, ReadBack(evaluated));
    }

    [Fact]
    public void What_inspection_says_comes_back_as_it_was()
    {
        var question = new InspectionQuestion(5, InspectionTopics.Tree, "s|t", 10, 3000);
        Assert.Equal(question, ReadBack(question));
        var part = (InspectionPart)ReadBack(new InspectionPart(5, 1, 2, [1, 2, 3]));
        Assert.Equal((5, 1, 2), (part.Id, part.Index, part.Count));
        Assert.Equal([1, 2, 3], part.Bytes);
        Assert.Equal(new LeaveOrder(), ReadBack(new LeaveOrder()));
        Assert.Equal(new LeaveBegun(), ReadBack(new LeaveBegun()));
    }

    [Fact]
    public void What_is_no_message_between_nodes_is_not_written()
        => Assert.Throws<SerializationException>(() => _serializer.ToBinary(new Uri("http://a")));

    [Fact]
    public void A_type_that_is_not_listed_is_not_read()
    {
        using var stream = new MemoryStream();
        stream.WriteByte(WireVersion.Current);
        new Hyperion.Serializer().Serialize(new FileInfoLike("/etc/passwd"), stream);
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(stream.ToArray(), typeof(object)));
    }

    private object ReadBack(object message) => _serializer.FromBinary(_serializer.ToBinary(message), typeof(object));

    private sealed record FileInfoLike(string Path);
}
