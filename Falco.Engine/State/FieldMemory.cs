using System.Runtime.CompilerServices;

namespace Falco.Engine.State;

/// <summary>
/// What the fields that look back (evt.deltatime, util.cnt, thread.cpu) remember in one tree: for every use of such a field, a condition or an output,
/// the events that it was read for. It is the tree's and not shared, so trees neither wait for nor count each other's events; it does
/// not travel with a tree: after a move, a use begins anew.
/// </summary>
internal sealed class FieldMemory
{
    // By the use itself: what rules that were replaced remembered goes with them.
    private readonly ConditionalWeakTable<object, Reading> _readings = [];
    private readonly ConditionalWeakTable<ThreadInfo, ProcessorTime> _processorTimes = [];

    /// <summary>What a use remembers, with the event at hand taken in. Reading the same event again changes nothing.</summary>
    public Reading Read(object use, EventContext context)
    {
        var reading = _readings.GetOrCreateValue(use);
        if (reading.EventNumber != context.Event.Number)
        {
            reading.EventNumber = context.Event.Number;
            reading.Count++;
            reading.Before = reading.Count == 1 ? context.Event.Timestamp : reading.Now;
            reading.Now = context.Event.Timestamp;
        }

        return reading;
    }

    /// <summary>The processor time that a thread's procinfo events had, as far as fields were read for them.</summary>
    public ProcessorTime ProcessorTimeOf(ThreadInfo thread) => _processorTimes.GetOrCreateValue(thread);

    internal sealed class Reading
    {
        /// <summary>The last event that was read.</summary>
        public ulong EventNumber { get; set; }

        /// <summary>How many events were read.</summary>
        public ulong Count { get; set; }

        /// <summary>When the last event happened.</summary>
        public ulong Now { get; set; }

        /// <summary>When the one before it happened; the same where there was none.</summary>
        public ulong Before { get; set; }
    }
}
