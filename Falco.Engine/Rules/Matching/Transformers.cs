using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>What a transformer makes of one text; false where it can make nothing of it.</summary>
internal delegate bool TextTransform(ReadOnlySpan<byte> text, ScratchText target);

/// <summary>Transformers of one value.</summary>
internal static class Transformers
{
    /// <summary>The types that a transformer takes; null where there is no such transformer.</summary>
    public static bool? Takes(string name, ParamType type, bool isList) => name switch
    {
        "tolower" or "toupper" or "basename" => type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath,
        "b64" => type is ParamType.CharBuf or ParamType.ByteBuf,
        "len" => isList || type is ParamType.CharBuf or ParamType.ByteBuf or ParamType.FsPath or ParamType.FsRelPath,
        _ => null,
    };

    public static TextTransform Of(string name) => name switch
    {
        "tolower" => ToLower,
        "toupper" => ToUpper,
        "basename" => BaseName,
        _ => FromBase64,
    };

    private static bool ToLower(ReadOnlySpan<byte> text, ScratchText target)
    {
        foreach (var b in text)
        {
            target.Append(b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b);
        }

        return true;
    }

    private static bool ToUpper(ReadOnlySpan<byte> text, ScratchText target)
    {
        foreach (var b in text)
        {
            target.Append(b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b);
        }

        return true;
    }

    private static bool BaseName(ReadOnlySpan<byte> text, ScratchText target)
    {
        target.Append(text[(text.LastIndexOf((byte)'/') + 1)..]);
        return true;
    }

    /// <summary>Padding may be there or not; bits left over must be zero.</summary>
    private static bool FromBase64(ReadOnlySpan<byte> text, ScratchText target)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        var length = text.Length;
        for (var i = 0; i < 2 && length > 0 && text[length - 1] == '='; i++)
        {
            length--;
        }

        if (length == 0 || length % 4 == 1)
        {
            return false;
        }

        uint bits = 0;
        var count = 0;
        foreach (var b in text[..length])
        {
            var value = Base64Value(b);
            if (value < 0)
            {
                return false;
            }

            bits = (bits << 6) | (uint)value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                target.Append((byte)(bits >> count));
            }
        }

        return (bits & ((1u << count) - 1)) == 0;
    }

    private static int Base64Value(byte b) => b switch
    {
        >= (byte)'A' and <= (byte)'Z' => b - 'A',
        >= (byte)'a' and <= (byte)'z' => b - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => b - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}

/// <summary>Text with a transformer applied.</summary>
internal sealed class TransformedSource(int slot, ValueSource inner, string name) : ValueSource(slot)
{
    private readonly TextTransform _transform = Transformers.Of(name);

    public override string Name => inner.Name;

    public override ParamType Type => inner.Type;

    public override (ParamType Type, bool IsList) BaseType => inner.BaseType;

    public override FieldFlags Flags => inner.Flags;

    public override bool IsList => inner.IsList;

    public override bool IsMany => inner.IsMany;

    public override bool MayHoldNul => inner.MayHoldNul || name == "b64";

    public override double Cost => inner.Cost + 30;

    public override bool DependsOnKind => inner.DependsOnKind;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom([inner], kind, memo);

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        return inner.TryGet(memo, out var text) && Apply(memo, text, out value);
    }

    protected override bool ReadAll(Memo memo, List<FieldValue> values)
    {
        if (inner.TryGetAll(memo) is not { } texts)
        {
            return false;
        }

        foreach (var text in texts)
        {
            if (!Apply(memo, text, out var value))
            {
                return false;
            }

            values.Add(value);
        }

        return true;
    }

    private bool Apply(Memo memo, in FieldValue text, out FieldValue value)
    {
        var scratch = memo.Context.Scratch;
        var result = _transform(text.Bytes.Span.TrimEnd((byte)0), scratch);
        value = new FieldValue(scratch.Take());
        return result;
    }
}

/// <summary>How long a text or buffer is, or how many values a list has.</summary>
internal sealed class LengthSource(int slot, ValueSource inner) : ValueSource(slot)
{
    public override string Name => inner.Name;

    public override ParamType Type => ParamType.UInt64;

    public override (ParamType Type, bool IsList) BaseType => inner.BaseType;

    public override FieldFlags Flags => inner.Flags & ~FieldFlags.List;

    public override bool IsList => false;

    public override double Cost => inner.Cost + 2;

    public override bool DependsOnKind => inner.DependsOnKind;

    public override Knowledge Know(EventKind kind, Memo memo) => KnowFrom([inner], kind, memo);

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        if (inner.IsMany)
        {
            var values = inner.TryGetAll(memo);
            value = new FieldValue((ulong)(values?.Count ?? 0));
            return values is not null;
        }

        if (!inner.TryGet(memo, out var text))
        {
            return false;
        }

        var bytes = text.Bytes.Span;
        var nul = inner.Type == ParamType.ByteBuf ? -1 : bytes.IndexOf((byte)0);
        value = new FieldValue((ulong)(nul < 0 ? bytes.Length : nul));
        return true;
    }
}
