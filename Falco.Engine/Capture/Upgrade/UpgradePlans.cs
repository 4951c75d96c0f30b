using Falco.Engine.Events;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>What is to be done with the events of a type, as far as the type alone tells.</summary>
internal enum EventFate : byte
{
    /// <summary>Not looked at yet.</summary>
    Undecided,

    /// <summary>Nobody sees it and it has no number.</summary>
    Drop,

    /// <summary>The same, and the thread's stored enter event is out of date.</summary>
    Forget,

    /// <summary>Nobody wants it, but it has a number.</summary>
    Count,

    /// <summary>Its plan says.</summary>
    Plan,
}

/// <summary>The plans of all types and parameter counts, each made when the first such event comes.</summary>
internal sealed class UpgradePlans
{
    private readonly EventTypeSet _wanted;
    private readonly EventFate[] _fates = new EventFate[EventSchema.Count];
    private readonly UpgradePlan?[][] _plans = new UpgradePlan?[EventSchema.Count][];

    /// <summary>Plans that leave out what leads to none of the wanted types.</summary>
    public UpgradePlans(EventTypeSet wanted) => _wanted = wanted;

    /// <summary>What is to be done with events of this type.</summary>
    public EventFate FateOf(EventType type)
    {
        var fate = _fates[(int)type];
        return fate == EventFate.Undecided ? Decide(type) : fate;
    }

    /// <summary>The plan for events of this type with this many parameters.</summary>
    public UpgradePlan For(EventType type, uint count)
    {
        // The last place is for all that have more parameters than today's schema.
        var plans = _plans[(int)type] ??= new UpgradePlan?[EventSchema.Get(type).Params.Length + 2];
        var index = Math.Min(count, (uint)plans.Length - 1);
        return plans[index] ??= UpgradePlan.For(type, (int)index);
    }

    /// <summary>Whether anyone wants the type.</summary>
    public bool IsWanted(EventType type) => _wanted.Contains(type);

    private EventFate Decide(EventType type)
    {
        var fate = EventFate.Undecided;
        for (var count = 0u; count <= EventSchema.Get(type).Params.Length; count++)
        {
            var plan = For(type, count);
            var stores = plan.IsStored && LeadsToWanted((EventType)((int)plan.To + 1));
            var one = stores || (plan.IsEmitted && IsWanted(plan.To)) ? EventFate.Plan
                : plan.IsEmitted ? EventFate.Count
                : plan.IsStored ? EventFate.Forget
                : EventFate.Drop;
            fate = fate == EventFate.Undecided || fate == one ? one : EventFate.Plan;
        }

        _fates[(int)type] = fate;
        return fate;
    }

    private bool LeadsToWanted(EventType exit)
    {
        for (var count = 0u; count <= EventSchema.Get(exit).Params.Length; count++)
        {
            if (IsWanted(For(exit, count).To))
            {
                return true;
            }
        }

        return false;
    }
}
