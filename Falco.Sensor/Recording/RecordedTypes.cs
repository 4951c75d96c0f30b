using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Running;

namespace Falco.Sensor.Recording;

/// <summary>Which events the kernel is asked for to be recorded.</summary>
internal static class RecordedTypes
{
    /// <param name="filter">What is wanted; null for everything.</param>
    /// <param name="withData">Whether calls that move data are.</param>
    public static EventTypeSet Of(EventFilter? filter, bool withData)
    {
        var types = new EventTypeSet();
        foreach (var info in EventSchema.All)
        {
            if ((withData || !CollectedSyscalls.Ignored.Contains(info.Name))
                && (filter is null || filter.EventTypes.Contains(info.Type) || Recorder.KeptTypes.Contains(info.Type)))
            {
                types.Add(info.Type);
            }
        }

        return types;
    }

    /// <summary>The calls that a filter names and that are left out, as they move data; none where it names no calls.</summary>
    public static IReadOnlyList<string> Missed(EventFilter? filter, bool withData)
    {
        var missed = new SortedSet<string>(StringComparer.Ordinal);
        var wantsAll = true;
        foreach (var info in EventSchema.All)
        {
            var isWanted = filter is null || filter.EventTypes.Contains(info.Type);
            wantsAll &= isWanted;
            if (isWanted && CollectedSyscalls.Ignored.Contains(info.Name))
            {
                missed.Add(info.Name);
            }
        }

        return withData || wantsAll ? [] : [.. missed];
    }
}
