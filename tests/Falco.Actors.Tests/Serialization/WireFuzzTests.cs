using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Serialization;
using Falco.Actors.Trees;
using Falco.Engine.Routing;
using Falco.Engine.Tests.Fuzzing;
using Xunit;
using static Falco.Actors.Tests.Serialization.WireMessages;

namespace Falco.Actors.Tests.Serialization;

/// <summary>
/// Hostile bytes from the network: they are a message or are refused with the wire's own error, and take memory in proportion to how many
/// they are.
/// </summary>
public sealed class WireFuzzTests : TestKit
{
    /// <summary>No byte of a message is a reason for more: an event of 42 bytes gets a page of its own.</summary>
    private const int MaxAllocatedPerByte = 128;

    private const int Slack = 128 << 10;
    private const int VersionLength = 1;

    private readonly NodeSerializer _serializer;

    public WireFuzzTests() => _serializer = new NodeSerializer((ExtendedActorSystem)Sys);

    [Fact]
    public void Damaged_messages_of_the_tree_stream_are_refused_at_most()
    {
        Deliver[] larger =
        [
            Deliver([.. Enumerable.Range(1, 40).Select(count => new Events(Frames.Batch([.. Enumerable.Range(1, count).Select(n => (ulong)n)]), 7))]),
            Deliver([.. Enumerable.Range(1, 1000).Select(_ => new Events(Frames.Batch(1), 7))]),
        ];
        var sound = All.Concat(larger).Select(message => (Manifest: TreeWire.ManifestOf(message), Wire: TreeWire.Write(message))).ToList();
        var wires = sound.Select(message => message.Wire).ToList();
        FuzzRun.Run(cases: 20_000, random =>
        {
            var (manifest, wire) = random.Pick(sound);
            var damaged = ByteMutator.Damaged(random, wire, VersionLength, wires);
            var taken = Check<WireException>(damaged, bytes => TreeWire.Read(random.Chance(0.05) ? random.Pick(sound).Manifest : manifest, bytes));
            if (taken is not null)
            {
                // What was taken can be passed on, as it is.
                var again = TreeWire.Write(taken);
                Assert.Equal(again, TreeWire.Write(TreeWire.Read(TreeWire.ManifestOf(taken), again)));
            }
        });
    }

    [Fact]
    public void Damaged_messages_in_pieces_are_dropped_at_most()
    {
        var large = Deliver(new Seed(new byte[3 * Piece.MaxLength]));
        FuzzRun.Run(cases: 300, random =>
        {
            var pieces = new Pieces();
            var wires = pieces.Cut(Id, large, int.MaxValue).Select(TreeWire.Write).ToList();
            var own = wires.ToList();
            wires.InsertRange(random.Next(wires.Count), Enumerable.Range(0, 3).Select(_ => ByteMutator.Damaged(random, random.Pick(own)[..40], VersionLength, own)));
            foreach (var wire in wires)
            {
                Check<WireException>(random.Chance(0.3) ? ByteMutator.Damaged(random, wire, VersionLength, own) : wire, bytes =>
                {
                    if (TreeWire.Read("pc", bytes) is Piece piece && pieces.Add(piece, NoLogger.Instance) is { } whole)
                    {
                        Assert.IsNotType<Piece>(whole);
                        return whole;
                    }

                    return null;
                }, ofEarlier: wires.Sum(w => w.Length));
            }
        });
    }

    [Fact]
    public void A_message_in_pieces_in_pieces_in_pieces_is_dropped()
    {
        object message = new Probe(Id, 1, 2);
        for (var depth = 0; depth < 20_000; depth++)
        {
            message = new Piece("t", depth, 0, 1, TreeWire.ManifestOf(message), TreeWire.Write(message));
            if (depth == 3)
            {
                Assert.Null(new Pieces().Add((Piece)message, NoLogger.Instance));
            }
        }

        Assert.Null(new Pieces().Add((Piece)message, NoLogger.Instance));
    }

    [Fact]
    public void Damaged_messages_between_nodes_are_refused_at_most()
    {
        var sound = NodeMessages().Select(_serializer.ToBinary).ToList();
        // Types are looked at, and code is made for them, once.
        sound.ForEach(wire => _serializer.FromBinary(wire, typeof(object)));
        FuzzRun.Run(cases: 20_000, random =>
        {
            var damaged = ByteMutator.Damaged(random, random.Pick(sound), VersionLength, sound);
            if (Check<SerializationException>(damaged, bytes => _serializer.FromBinary(bytes.ToArray(), typeof(object))) is { } taken)
            {
                Assert.IsType<INodeMessage>(taken, exactMatch: false);
                _serializer.ToBinary(taken);
            }
        });
    }

    /// <summary>A new one belongs to those below; with a member of a new kind it would be refused.</summary>
    [Fact]
    public void Every_message_between_nodes_comes_back_and_is_among_the_damaged_ones()
    {
        var all = typeof(INodeMessage).Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(INodeMessage)));
        Assert.Equal(all.Select(type => type.Name).Order(), NodeMessages().Select(message => message.GetType().Name).Order());
        Assert.All(NodeMessages(), message =>
        {
            var wire = _serializer.ToBinary(message);
            Assert.Equal(wire, _serializer.ToBinary(_serializer.FromBinary(wire, typeof(object))));
        });
    }

    [Fact]
    public void A_message_within_a_message_within_a_message_is_refused()
    {
        // A load is no list of backlogs; whoever reads it as one, reads the next in it.
        var backlog = _serializer.ToBinary(new SensorBacklog("s", []))[1..8];
        byte[] wire = [WireVersion.Current, .. Enumerable.Repeat(backlog, 100_000).SelectMany(part => part)];
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(wire, typeof(object)));
    }

    [Fact]
    public void A_message_that_lacks_a_member_is_refused()
    {
        var wire = _serializer.ToBinary(new SensorBacklog("s", []));
        // No name, and no list.
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. wire[..5], 0, .. wire[7..]], typeof(object)));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([.. wire[..7], 0], typeof(object)));
    }

    private static IEnumerable<INodeMessage> NodeMessages() =>
    [
        new DetectorLoad("akka.tcp://falco@10.0.0.1:4053", 12.5),
        new SensorBacklog("s", [new NodeBacklog("a", 1), new NodeBacklog(new string('b', 300), long.MaxValue)]),
        new Wake("rule"),
        new Evaluated("rule", "sensor", 3, 4),
        new InspectionQuestion(5, InspectionTopics.Tree, "s|t", 10, 3000),
        new InspectionPart(5, 1, 2, [.. Enumerable.Repeat((byte)'x', 300)]),
        new LeaveOrder(),
        new LeaveBegun(),
        new NameQuestion(4, "n"),
        new NameAnswer("n", IsTaken: true),
        new NameLost("n"),
        new SeedCall(),
    ];

    /// <summary>Reads bytes; what they are, or null where they are refused.</summary>
    private static object? Check<TRefused>(byte[] bytes, Func<ReadOnlyMemory<byte>, object?> read, long ofEarlier = 0)
        where TRefused : Exception
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return read(bytes);
        }
        catch (TRefused)
        {
            return null;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, ((bytes.Length + ofEarlier) * MaxAllocatedPerByte) + Slack);
        }
    }
}
