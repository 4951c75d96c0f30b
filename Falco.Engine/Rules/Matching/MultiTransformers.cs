using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>A list of values of any kind, as text.</summary>
internal sealed class ListSource(int slot, ValueSource[] items) : ValueSource(slot)
{
    public override string Name => "NA";

    public override ParamType Type => ParamType.CharBuf;

    public override bool IsList => true;

    public override double Cost => items.Sum(i => i.Cost);

    public override bool DependsOnKind => true;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom(items, kind, memo);

    protected override bool ReadAll(Memo memo, List<FieldValue> values)
    {
        foreach (var item in items)
        {
            if (item.IsMany)
            {
                if (item.TryGetAll(memo) is not { } all)
                {
                    return false;
                }

                values.AddRange(all);
            }
            else if (item.TryGet(memo, out var value))
            {
                values.Add(AsText(item, value, memo.Context.Scratch));
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static FieldValue AsText(ValueSource source, in FieldValue value, ScratchText scratch) => TypeNames.ClassOf(source.Type) switch
    {
        ValueClass.Signed => new FieldValue(scratch.Append(value.Signed).Take()),
        ValueClass.Unsigned => new FieldValue(scratch.Append(value.Number).Take()),
        ValueClass.Bool => new FieldValue(scratch.Append(value.IsTrue ? "true" : "false").Take()),
        _ => value,
    };
}

/// <summary>The texts of a list with a separator between them.</summary>
internal sealed class JoinSource(int slot, ValueSource separator, ValueSource list) : ValueSource(slot)
{
    public override string Name => "NA";

    public override ParamType Type => ParamType.CharBuf;

    public override bool IsList => false;

    public override double Cost => separator.Cost + list.Cost + 30;

    public override bool DependsOnKind => true;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom([separator, list], kind, memo);

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        if (!separator.TryGet(memo, out var between) || list.TryGetAll(memo) is not { } values)
        {
            return false;
        }

        var scratch = memo.Context.Scratch;
        for (var i = 0; i < values.Count; i++)
        {
            scratch.Append(i == 0 ? default : between.Bytes.Span).Append(values[i].Bytes.Span);
        }

        value = new FieldValue(scratch.Take());
        return true;
    }
}

/// <summary>Several texts in one.</summary>
internal sealed class ConcatSource(int slot, ValueSource[] parts) : ValueSource(slot)
{
    public override string Name => "NA";

    public override ParamType Type => ParamType.CharBuf;

    public override bool IsList => false;

    public override double Cost => parts.Sum(p => p.Cost) + 20;

    public override bool DependsOnKind => true;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom(parts, kind, memo);

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;

        // All parts first: reading one may use the room that the text is put together in.
        foreach (var part in parts)
        {
            if (!part.TryGet(memo, out _))
            {
                return false;
            }
        }

        var scratch = memo.Context.Scratch;
        foreach (var part in parts)
        {
            part.TryGet(memo, out var text);
            scratch.Append(text.Bytes.Span);
        }

        value = new FieldValue(scratch.Take());
        return true;
    }
}

/// <summary>
/// The short options of a command line and their values, as getopt(3) would find them; with a selector the last value of one option.
/// </summary>
internal sealed class GetoptSource(int slot, ValueSource arguments, ValueSource options, byte? selector) : ValueSource(slot)
{
    private static readonly Utf8 Unknown = Utf8.From("?");

    public override string Name => "INTERNAL";

    public override ParamType Type => ParamType.CharBuf;

    /// <summary>Transformers that take it as an argument see one text, as in Falco.</summary>
    public override (ParamType Type, bool IsList) BaseType => (ParamType.CharBuf, false);

    public override bool IsList => selector is null;

    public override double Cost => arguments.Cost + options.Cost + 60;

    public override bool DependsOnKind => true;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom([arguments, options], kind, memo);

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        if (!options.TryGet(memo, out var letters) || arguments.TryGetAll(memo) is not { } values)
        {
            return false;
        }

        var found = false;
        Scan(values, letters.Bytes.Span, null, ref found, ref value);
        return found;
    }

    protected override bool ReadAll(Memo memo, List<FieldValue> results)
    {
        if (!options.TryGet(memo, out var letters) || arguments.TryGetAll(memo) is not { } values)
        {
            return false;
        }

        var found = false;
        FieldValue last = default;
        Scan(values, letters.Bytes.Span, results, ref found, ref last);
        return true;
    }

    private void Scan(List<FieldValue> values, ReadOnlySpan<byte> letters, List<FieldValue>? results, ref bool found, ref FieldValue last)
    {
        for (var index = 0; index < values.Count; index++)
        {
            var argument = values[index].Bytes;
            var span = argument.Span;
            if (span.SequenceEqual("--"u8))
            {
                return;
            }

            // Long options are passed over.
            if (span.Length > 2 && span.StartsWith("--"u8))
            {
                continue;
            }

            if (span.Length < 2 || span[0] != '-')
            {
                return;
            }

            for (var i = 1; i < span.Length; i++)
            {
                if (!IsOption(letters, span[i], out var takesValue))
                {
                    results?.Add(new FieldValue(Unknown));
                    continue;
                }

                var isWanted = selector is null || selector == span[i];
                var name = argument.Slice(i, 1);
                if (!takesValue)
                {
                    if (isWanted)
                    {
                        Emit(name, null, results, ref found, ref last);
                    }

                    continue;
                }

                var hasValue = i + 1 < span.Length || index + 1 < values.Count;
                Utf8 value = default;
                if (i + 1 < span.Length)
                {
                    value = argument.Slice(i + 1);
                }
                else if (hasValue)
                {
                    value = values[++index].Bytes;
                }

                if (isWanted)
                {
                    // A value that is missing counts as an empty one, without the option's name.
                    Emit(hasValue ? name : default, hasValue ? value : null, results, ref found, ref last);
                }

                break;
            }
        }
    }

    private static void Emit(Utf8 name, Utf8? value, List<FieldValue>? results, ref bool found, ref FieldValue last)
    {
        found = true;
        last = new FieldValue(value ?? name);
        results?.Add(new FieldValue(name));
        if (value is { } text)
        {
            results?.Add(new FieldValue(text));
        }
    }

    /// <summary>Whether the letter is an option, and whether one of its places says that a value follows.</summary>
    private static bool IsOption(ReadOnlySpan<byte> letters, byte letter, out bool takesValue)
    {
        takesValue = false;
        var isOption = false;
        if (letter == ':')
        {
            return false;
        }

        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == letter)
            {
                isOption = true;
                takesValue |= i + 1 < letters.Length && letters[i + 1] == ':';
            }
        }

        return isOption;
    }
}
