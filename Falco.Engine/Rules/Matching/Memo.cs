using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>What is known of the event at hand: values read and conditions decided. Nothing is cleared between events: entries of older
/// events carry an older number.</summary>
internal sealed class Memo
{
    private Slot[] _slots = [];
    private uint[] _results = [];

    public EventContext Context { get; private set; } = null!;

    /// <summary>The event's number here; never 0.</summary>
    public uint Generation { get; private set; }

    /// <summary>Starts with an event, for conditions and values with numbers below these.</summary>
    public void Begin(EventContext context, int conditions, int values)
    {
        Context = context;

        // A result is kept with its event's number in one word, so numbers have 31 bits.
        if (++Generation > int.MaxValue)
        {
            Generation = 1;
            Array.Clear(_results);
            Array.Clear(_slots);
        }

        if (_results.Length < conditions)
        {
            Array.Resize(ref _results, conditions * 2);
        }

        if (_slots.Length < values)
        {
            Array.Resize(ref _slots, values * 2);
        }
    }

    public ref Slot this[int value] => ref _slots[value];

    /// <summary>The result of a condition, or room for it.</summary>
    public ref uint Result(int condition) => ref _results[condition];

    internal struct Slot
    {
        public uint Generation;
        public bool IsPresent;
        public FieldValue Value;
        public List<FieldValue>? Values;
    }
}
