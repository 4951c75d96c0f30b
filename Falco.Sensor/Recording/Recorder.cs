using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Sensor.Recording;

/// <summary>
/// Writes what a filter lets through. Events that it does not, but that change what later ones mean, are written as there for state alone:
/// a replay knows the same processes and descriptors as that of an unfiltered capture.
/// </summary>
internal sealed class Recorder(CaptureWriter capture, EventFilter? filter)
{
    private readonly ProcessTree _tree = new();

    /// <summary>The types of events that are written whether or not the filter lets them through.</summary>
    public static EventTypeSet KeptTypes { get; } = TypesThatAreKept();

    /// <summary>How many events came by.</summary>
    public ulong Seen { get; private set; }

    /// <summary>How many events were written for state alone.</summary>
    public ulong StateOnly { get; private set; }

    /// <summary>How many events were written.</summary>
    public ulong Written => capture.EventCount;

    /// <summary>Whether the capture takes nothing any more.</summary>
    public bool IsFull => capture.IsFull;

    /// <summary>When the recording began, where its source says it.</summary>
    public ulong FirstTimestamp
    {
        set => _tree.FirstTimestamp = value;
    }

    public void Add(CaptureMetadata metadata)
    {
        if (filter is not null)
        {
            _tree.Seed(metadata);
        }

        capture.Write(metadata);
    }

    public void Add(EventView e)
    {
        Seen++;
        if (filter is null || Matches(filter, e))
        {
            capture.Write(e);
        }
        else if ((e.IsStateOnly || KeptTypes.Contains(e.Type)) && capture.Write(e, isStateOnly: true))
        {
            StateOnly++;
        }
    }

    public void Flush() => capture.Flush();

    private bool Matches(EventFilter wanted, EventView e)
    {
        var context = _tree.Apply(e);
        var matches = wanted.Matches(context);
        _tree.Complete();
        return matches;
    }

    private static EventTypeSet TypesThatAreKept()
    {
        var types = new EventTypeSet();
        types.UnionWith(ProcessTree.LineageEventTypes);
        foreach (var info in EventSchema.All)
        {
            if ((info.Flags & EventFlags.ModifiesState) != 0)
            {
                types.Add(info.Type);
            }
        }

        return types;
    }
}
