using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The environments that programs were started with last. Most of a machine's programs have one of few, which is the largest part of what
/// is known of a process: whoever has the same shares it.
/// </summary>
internal sealed class RecentTexts
{
    private const int Capacity = 32;

    /// <summary>What is longer comes seldom, and would be kept for long.</summary>
    private const int MaxLength = 4 << 10;

    private Utf8[] _known = [];

    /// <summary>A run of strings closed with a NUL: one that is kept already where it is the same, else a copy.</summary>
    /// <param name="stored">What the process has so far.</param>
    /// <param name="strings">The run, which lacks its last NUL.</param>
    public Utf8 KeepStrings(Utf8 stored, ReadOnlySpan<byte> strings)
    {
        if (strings.Length is 0 or > MaxLength || TextBlock.SameStrings(stored, strings))
        {
            return TextBlock.KeepStrings(stored, strings);
        }

        if (_known.Length == 0)
        {
            _known = new Utf8[Capacity];
        }

        // Environments of one program differ at the end, where shells put the program's name, and in length.
        ref var known = ref _known[(uint)(strings.Length + (strings[^1] * 7) + strings[strings.Length / 2]) % Capacity];
        return known = TextBlock.KeepStrings(known, strings);
    }
}
