using System.Buffers;

namespace Falco.Engine.Rules.Matching;

/// <summary>
/// A regular expression over UTF-8 bytes that must match the whole text. Works in time proportional to text times expression, whatever
/// either is: an automaton that follows all its paths at once.
/// </summary>
internal sealed class BytePattern
{
    private const int MaxStates = 20_000;

    private readonly List<State> _states = [];
    private readonly int _start;

    private BytePattern(PatternNode pattern) => _start = Add(pattern, AddState(new State(StateKind.Match, 0, 0, 0, 0)));

    private enum StateKind : byte
    {
        /// <summary>Takes a byte of a range.</summary>
        Range,

        /// <summary>Goes two ways.</summary>
        Fork,
        LineStart,
        LineEnd,
        Match,
    }

    /// <exception cref="FormatException">The expression is malformed or too large.</exception>
    public static BytePattern Parse(string pattern) => new(PatternParser.Parse(pattern));

    public bool Match(ReadOnlySpan<byte> text)
    {
        var count = _states.Count;
        var rented = ArrayPool<int>.Shared.Rent(count * 4);
        var current = rented.AsSpan(0, count);
        var next = rented.AsSpan(count, count);
        var seen = rented.AsSpan(count * 2, count);
        var stack = rented.AsSpan(count * 3, count);
        seen.Clear();
        var active = Follow(_start, text, 0, current, 0, seen, stack);
        var result = false;
        for (var at = 0; active > 0; at++)
        {
            if (at == text.Length)
            {
                result = HasMatch(current[..active]);
                break;
            }

            var reached = 0;
            var b = text[at];
            foreach (var index in current[..active])
            {
                var state = _states[index];
                if (state.Kind == StateKind.Range && b >= state.Low && b <= state.High)
                {
                    reached = Follow(state.Next, text, at + 1, next, reached, seen, stack);
                }
            }

            var swap = current;
            current = next;
            next = swap;
            active = reached;
        }

        ArrayPool<int>.Shared.Return(rented);
        return result;
    }

    private bool HasMatch(ReadOnlySpan<int> states)
    {
        foreach (var index in states)
        {
            if (_states[index].Kind == StateKind.Match)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the states that are reached from one without taking a byte.</summary>
    private int Follow(int from, ReadOnlySpan<byte> text, int at, Span<int> list, int count, Span<int> seen, Span<int> stack)
    {
        var depth = 0;
        Push(from, at, seen, stack, ref depth);
        while (depth > 0)
        {
            var index = stack[--depth];
            var state = _states[index];
            switch (state.Kind)
            {
                case StateKind.Fork:
                    Push(state.Other, at, seen, stack, ref depth);
                    Push(state.Next, at, seen, stack, ref depth);
                    break;
                case StateKind.LineStart:
                    if (at == 0 || text[at - 1] == '\n')
                    {
                        Push(state.Next, at, seen, stack, ref depth);
                    }

                    break;
                case StateKind.LineEnd:
                    if (at == text.Length || text[at] == '\n')
                    {
                        Push(state.Next, at, seen, stack, ref depth);
                    }

                    break;
                default:
                    list[count++] = index;
                    break;
            }
        }

        return count;
    }

    /// <summary>Every state comes once for a place in the text: places are noted one higher, as 0 stands for none.</summary>
    private static void Push(int index, int at, Span<int> seen, Span<int> stack, ref int depth)
    {
        if (seen[index] != at + 1)
        {
            seen[index] = at + 1;
            stack[depth++] = index;
        }
    }

    private int AddState(State state)
    {
        if (_states.Count >= MaxStates)
        {
            throw new FormatException("invalid regex pattern: pattern too large - compile failed");
        }

        _states.Add(state);
        return _states.Count - 1;
    }

    /// <summary>Adds the states of a part that goes on with <paramref name="next"/>; the first of them.</summary>
    private int Add(PatternNode node, int next)
    {
        switch (node)
        {
            case PatternNode.Sequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = Add(sequence.Parts[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                var entry = Add(choice.Parts[^1], next);
                for (var i = choice.Parts.Count - 2; i >= 0; i--)
                {
                    entry = Fork(Add(choice.Parts[i], next), entry);
                }

                return entry;
            case PatternNode.Repeat repeat:
                return AddRepeat(repeat, next);
            case PatternNode.LineStart:
                return AddState(new State(StateKind.LineStart, 0, 0, next, 0));
            case PatternNode.LineEnd:
                return AddState(new State(StateKind.LineEnd, 0, 0, next, 0));
            case PatternNode.Characters characters:
                return AddCharacters(characters, next);
            default:
                return next;
        }
    }

    private int AddRepeat(PatternNode.Repeat repeat, int next)
    {
        if (repeat.Maximum < 0)
        {
            var loop = AddState(default);
            _states[loop] = new State(StateKind.Fork, 0, 0, Add(repeat.Part, loop), next);
            next = loop;
        }
        else
        {
            var end = next;
            for (var i = repeat.Minimum; i < repeat.Maximum; i++)
            {
                next = Fork(Add(repeat.Part, next), end);
            }
        }

        for (var i = 0; i < repeat.Minimum; i++)
        {
            next = Add(repeat.Part, next);
        }

        return next;
    }

    private int AddCharacters(PatternNode.Characters characters, int next)
    {
        // No character at all: a range that no byte is in.
        var entry = -1;
        foreach (var (low, high) in characters.Ranges)
        {
            foreach (var sequence in Utf8Ranges.Of(low, high))
            {
                var first = next;
                for (var i = sequence.Length - 1; i >= 0; i--)
                {
                    first = AddState(new State(StateKind.Range, sequence[i].Low, sequence[i].High, first, 0));
                }

                entry = entry < 0 ? first : Fork(first, entry);
            }
        }

        return entry < 0 ? AddState(new State(StateKind.Range, 1, 0, next, 0)) : entry;
    }

    private int Fork(int first, int second) => AddState(new State(StateKind.Fork, 0, 0, first, second));

    private readonly record struct State(StateKind Kind, byte Low, byte High, int Next, int Other);
}
