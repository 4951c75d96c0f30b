namespace Falco.Engine.Rules.Stateful;

/// <summary>
/// The order in which matches are looked at: by time, and at the same time by sensor and event number. The matches of one run of a
/// sensor are always in the order of their numbers: one whose time is before that of a match ahead of it gets the time of that one.
/// </summary>
internal readonly record struct MatchOrder(ulong Time, string Sensor, long Epoch, ulong Event) : IComparable<MatchOrder>
{
    /// <inheritdoc/>
    public int CompareTo(MatchOrder other)
    {
        var order = Time.CompareTo(other.Time);
        order = order != 0 ? order : string.CompareOrdinal(Sensor, other.Sensor);
        order = order != 0 ? order : Epoch.CompareTo(other.Epoch);
        return order != 0 ? order : Event.CompareTo(other.Event);
    }

    /// <summary>The place of the next match of a sensor's run.</summary>
    /// <param name="id">The match.</param>
    /// <param name="time">Its event's time.</param>
    /// <param name="last">The time of the match before it, 0 for none; becomes that of this one.</param>
    public static MatchOrder Next(MatchId id, ulong time, ref ulong last)
    {
        last = Math.Max(last, time);
        return new MatchOrder(last, id.Sensor, id.Epoch, id.Event);
    }
}
