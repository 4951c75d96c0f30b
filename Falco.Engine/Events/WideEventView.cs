using System.Runtime.CompilerServices;

namespace Falco.Engine.Events;

/// <summary>
/// An event with many parameters of which most are asked for, as clone and execve: where they lie is found out once for all of them.
/// <code>var wide = new WideEventView(e, stackalloc int[WideEventView.Room]);</code>
/// </summary>
internal readonly ref struct WideEventView : IEventParams
{
    /// <summary>How many numbers there must be room for.</summary>
    public const int Room = 33;

    private readonly ReadOnlySpan<int> _starts;
    private readonly byte[] _buffer;
    private readonly int _count;

    /// <summary>A view of the event that uses the given room.</summary>
    public WideEventView(EventView e, Span<int> room)
    {
        Event = e;
        _count = e.LocateAll(room, out _buffer);
        _starts = room;
    }

    /// <summary>The event itself.</summary>
    public EventView Event { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Param(int index)
    {
        if ((uint)index >= (uint)_count)
        {
            return Event.Param(index);
        }

        var start = _starts[index];
        return new ReadOnlySpan<byte>(_buffer, start, _starts[index + 1] - start);
    }

    /// <inheritdoc/>
    public bool TryGetInt64(int index, out long value) => ParamBytes.TryGetInt64(Param(index), out value);

    /// <inheritdoc/>
    public bool TryGetUInt64(int index, out ulong value) => ParamBytes.TryGetUInt64(Param(index), out value);

    /// <inheritdoc/>
    public bool TryGetText(int index, out Utf8 text)
    {
        if ((uint)index >= (uint)_count)
        {
            return Event.TryGetText(index, out text);
        }

        var start = _starts[index];
        return ParamBytes.TryGetText(new Utf8(_buffer, start, _starts[index + 1] - start), out text);
    }
}
