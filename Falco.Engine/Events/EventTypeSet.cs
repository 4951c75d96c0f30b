namespace Falco.Engine.Events;

/// <summary>A set of event types, as bits.</summary>
public sealed class EventTypeSet
{
    private readonly ulong[] _bits = new ulong[(EventSchema.Count + 63) / 64];

    /// <summary>An empty set, or one of <paramref name="types"/>.</summary>
    public EventTypeSet(params ReadOnlySpan<EventType> types)
    {
        foreach (var type in types)
        {
            Add(type);
        }
    }

    /// <summary>A set of all types.</summary>
    public static EventTypeSet All()
    {
        var set = new EventTypeSet();
        Array.Fill(set._bits, ulong.MaxValue);
        return set;
    }

    /// <summary>Whether the type is in the set; false for numbers that the schema does not have.</summary>
    public bool Contains(EventType type)
        => (uint)type < EventSchema.Count && (_bits[(int)type >> 6] & (1UL << ((int)type & 63))) != 0;

    /// <summary>Puts a type in.</summary>
    public void Add(EventType type) => _bits[(int)type >> 6] |= 1UL << ((int)type & 63);

    /// <summary>Puts all types of another set in.</summary>
    public void UnionWith(EventTypeSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }

    /// <summary>Leaves only the types that another set has too.</summary>
    public void IntersectWith(EventTypeSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            _bits[i] &= other._bits[i];
        }
    }

    /// <summary>The set of all other types.</summary>
    public EventTypeSet Complement()
    {
        var result = All();
        for (var i = 0; i < _bits.Length; i++)
        {
            result._bits[i] &= ~_bits[i];
        }

        return result;
    }

    /// <summary>How many types of the schema are in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var type = 0; type < EventSchema.Count; type++)
            {
                count += Contains((EventType)type) ? 1 : 0;
            }

            return count;
        }
    }
}
