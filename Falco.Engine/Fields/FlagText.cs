using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Flag words, modes and signal sets by the names of their bits: <c>O_RDONLY|O_CLOEXEC</c>.</summary>
internal static class FlagText
{
    /// <summary>
    /// Appends the names of the flags in <paramref name="value"/>, in the order of the table; a name takes its bits away, so that
    /// O_RDWR is not O_WRONLY as well. A name for 0 counts only where the whole word is 0.
    /// </summary>
    public static void AppendFlags(ScratchText target, FlagSymbol[]? symbols, uint value)
    {
        var left = value;
        var isFirst = true;
        foreach (var symbol in symbols ?? [])
        {
            if (symbol.Value == 0 ? value != 0 : left == 0 || (left & symbol.Value) != symbol.Value)
            {
                continue;
            }

            left &= ~symbol.Value;
            AppendName(target, symbol.Name, ref isFirst);
            if (symbol.Value == value)
            {
                return;
            }
        }
    }

    /// <summary>Appends every name that stands for exactly this value (AF_LOCAL and AF_UNIX are one number).</summary>
    public static void AppendEnum(ScratchText target, FlagSymbol[]? symbols, uint value)
    {
        var isFirst = true;
        foreach (var symbol in symbols ?? [])
        {
            if (symbol.Value == value)
            {
                AppendName(target, symbol.Name, ref isFirst);
            }
        }
    }

    /// <summary>Appends the names of a mode's bits, and ends at a name that stands for the whole mode.</summary>
    public static void AppendMode(ScratchText target, FlagSymbol[]? symbols, uint value)
    {
        var left = value;
        var isFirst = true;
        foreach (var symbol in symbols ?? [])
        {
            if (symbol.Value == value)
            {
                AppendName(target, symbol.Name, ref isFirst);
                return;
            }

            if (symbol.Value != 0 && left != 0 && (left & symbol.Value) == symbol.Value)
            {
                left &= ~symbol.Value;
                AppendName(target, symbol.Name, ref isFirst);
            }
        }
    }

    /// <summary>Appends the names of the signals whose bits are set, separated by spaces.</summary>
    public static void AppendSignals(ScratchText target, uint set)
    {
        var isFirst = true;
        for (var bit = 0; bit < 32; bit++)
        {
            var name = Signal.NameOf(bit + 1);
            if ((set & (1u << bit)) != 0 && !name.IsEmpty)
            {
                if (!isFirst)
                {
                    target.Append((byte)' ');
                }

                target.Append(name);
                isFirst = false;
            }
        }
    }

    private static void AppendName(ScratchText target, string name, ref bool isFirst)
    {
        if (!isFirst)
        {
            target.Append((byte)'|');
        }

        target.Append(name);
        isFirst = false;
    }
}
