using System.Collections;
using Falco.Engine.Events;

namespace Falco.Engine.Rules.Matching;

/// <summary>
/// A set of events: types, and among the generic ones, which stand for any system call without a type of its own, single calls.
/// </summary>
internal sealed class EventCodeSet
{
    private readonly BitArray _calls;

    public EventCodeSet()
        : this(new EventTypeSet(), new BitArray(Syscalls.All.Length))
    {
    }

    private EventCodeSet(EventTypeSet types, BitArray calls)
    {
        Types = types;
        _calls = calls;
    }

    /// <summary>The types; both generic ones where some of the calls are in the set.</summary>
    public EventTypeSet Types { get; }

    /// <summary>The names of the events, as evt.type has them, sorted.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var info in EventSchema.All)
            {
                if (Types.Contains(info.Type) && info.Type is not (EventType.GENERIC_E or EventType.GENERIC_X))
                {
                    names.Add(info.Name);
                }
            }

            foreach (var call in Syscalls.All)
            {
                if (call.Exit is null && _calls[call.Number])
                {
                    names.Add(call.Name);
                }
            }

            return names;
        }
    }

    public static EventCodeSet All() => new(EventTypeSet.All(), new BitArray(Syscalls.All.Length, true));

    /// <summary>Puts a call without a type of its own in.</summary>
    public void AddGeneric(int call)
    {
        Types.Add(EventType.GENERIC_E);
        Types.Add(EventType.GENERIC_X);
        _calls.Set(call, true);
    }

    public void UnionWith(EventCodeSet other)
    {
        Types.UnionWith(other.Types);
        _calls.Or(other._calls);
    }

    public void IntersectWith(EventCodeSet other)
    {
        Types.IntersectWith(other.Types);
        _calls.And(other._calls);
    }

    public EventCodeSet Complement() => new(Types.Complement(), new BitArray(_calls).Not());
}
