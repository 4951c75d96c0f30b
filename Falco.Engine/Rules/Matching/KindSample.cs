using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>Says what is decided for a kind of event, by means of an event that says nothing but what it is.</summary>
internal sealed class KindSample(NodeTable nodes)
{
    private readonly Memo _memo = new();
    private readonly EventContext _context = new(new ProcessTree());
    private EventKind _kind;

    /// <summary>Takes a kind of event; <paramref name="call"/> is the system call of generic ones.</summary>
    public KindSample Take(EventKind kind, int call = 0)
    {
        _kind = kind;
        _context.Info = EventSchema.Get(kind.Type);
        _context.Event = Sample(kind.Type, call);
        return this;
    }

    /// <summary>Whether a check holds; null where that is not decided.</summary>
    public bool? Fold(CheckNode check)
    {
        if (!check.DependsOnKind)
        {
            return null;
        }

        _context.Scratch.Clear();
        _memo.Begin(_context, nodes.Count, nodes.SourceCount);
        return check.Fold(_kind, _memo);
    }

    /// <summary>An event of the type that says nothing but, where it is generic, which call it stands for.</summary>
    private static EventView Sample(EventType type, int call)
    {
        const int lengths = EventView.PrefixSize + EventView.HeaderSize;
        var frame = new byte[lengths + 4];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), frame.Length - EventView.PrefixSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        if (type is EventType.GENERIC_X or EventType.GENERIC_E)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(38), 1);
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(lengths), sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(lengths + 2), (ushort)call);
        }

        return new EventView(frame, 0);
    }
}
