using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Running;

/// <summary>
/// Which events are collected live: what rules ask for, and what state needs, unless base_syscalls says otherwise. Calls that move data
/// are many, so they are collected only where base_syscalls.all asks for them.
/// </summary>
internal static class LiveTypes
{
    /// <param name="wanted">What somebody has a use for, in a replay.</param>
    /// <param name="asked">What rules ask for.</param>
    /// <param name="settings">The configuration's base_syscalls.</param>
    public static EventTypeSet Of(EventTypeSet wanted, EventTypeSet asked, BaseSyscalls settings)
    {
        var custom = settings.CustomSet.Where(name => !name.StartsWith('!')).ToHashSet(StringComparer.Ordinal);
        var left = settings.CustomSet.Where(name => name.StartsWith('!')).Select(name => name[1..]).ToHashSet(StringComparer.Ordinal);
        if (!settings.All)
        {
            left.UnionWith(CollectedSyscalls.Ignored);
        }

        var types = new EventTypeSet();
        foreach (var info in EventSchema.All)
        {
            var isNeeded = custom.Count == 0
                ? (info.Flags & EventFlags.ModifiesState) != 0
                : custom.Contains(info.Name) || (settings.Repair && ProcessTree.LineageEventTypes.Contains(info.Type));
            if (wanted.Contains(info.Type) && (asked.Contains(info.Type) || isNeeded) && !left.Contains(info.Name))
            {
                types.Add(info.Type);
            }
        }

        return types;
    }
}
