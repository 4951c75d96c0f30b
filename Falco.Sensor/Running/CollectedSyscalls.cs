using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Running;

/// <summary>Which system calls are collected, as far as rules may miss them.</summary>
internal static class CollectedSyscalls
{
    /// <summary>
    /// Those that move data: many, and of no effect on state, so they are collected only where base_syscalls.all is on. By the names and
    /// in the order of <c>-i</c>.
    /// </summary>
    public static readonly string[] Ignored =
        ["sendfile", "preadv", "readv", "pread", "recv", "send", "pwritev", "writev", "write", "pwrite", "read"];

    /// <summary>Says on standard error which system calls rules ask for and the configuration leaves out.</summary>
    public static void Check(BaseSyscalls settings, RuleSet rules)
    {
        var left = settings.CustomSet.Where(name => name.StartsWith('!')).Select(name => name[1..]);
        if (!settings.All)
        {
            left = left.Concat(Ignored);
        }

        var missed = left.Distinct().Where(name => Events(name).Any(rules.EventTypes.Contains)).Order(StringComparer.Ordinal).ToList();
        if (missed.Count > 0)
        {
            Console.Error.WriteLine(
                $"Rules ask for system calls that are not collected live: warning (unsupported-evttype): {string.Join(", ", missed)}. "
                + "base_syscalls.all collects those with much data too; base_syscalls.custom_set may have removed others.");
        }
    }

    private static IEnumerable<EventType> Events(string name)
    {
        for (var i = 0; i < EventSchema.Count; i++)
        {
            if (EventSchema.Get((EventType)i).Name == name)
            {
                yield return (EventType)i;
            }
        }
    }
}
