using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;

namespace Falco.Engine.Tests.Rules;

/// <summary>
/// Fields whose values the test says: text <c>t.*</c>, numbers <c>n.*</c>, and so on, by the letter before the dot. A field that has no
/// value said has none. Names behind the dot are free.
/// </summary>
internal sealed class FakeFields
{
    private readonly Dictionary<string, List<FieldValue>> _values = [];

    /// <summary>How often fields were read.</summary>
    public Dictionary<string, int> Reads { get; } = [];

    /// <summary>The event that conditions see: fields of this class do not look at it.</summary>
    public EventContext Context { get; } = new(new ProcessTree());

    public static ParamType TypeOf(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)] switch
    {
        "t" or "a" or "l" => ParamType.CharBuf,
        "p" => ParamType.FsPath,
        "n" => ParamType.Int64,
        "i" => ParamType.Int32,
        "u" or "lu" => ParamType.UInt64,
        "w" => ParamType.UInt16,
        "uid" => ParamType.Uid,
        "d" => ParamType.Double,
        "b" => ParamType.Bool,
        "y" => ParamType.ByteBuf,
        "ip" or "aip" => ParamType.IpAddr,
        "net" or "anet" => ParamType.IpNet,
        "port" or "aport" => ParamType.Port,
        "err" => ParamType.Errno,
        var other => throw new FormatException($"filter_check called with nonexistent field {other}.?"),
    };

    public FieldReference Find(string text)
    {
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? text : text[..bracket];
        if (name.StartsWith("evt.", StringComparison.Ordinal) || name.StartsWith("syscall.", StringComparison.Ordinal))
        {
            return FieldReference.Find(text);
        }

        if (!name.Contains('.', StringComparison.Ordinal))
        {
            throw new FormatException($"filter_check called with nonexistent field {text}");
        }

        ParamType type;
        try
        {
            type = TypeOf(name);
        }
        catch (FormatException)
        {
            throw new FormatException($"filter_check called with nonexistent field {text}");
        }

        var isList = name[0] == 'l';
        var isAny = name[0] == 'a';
        var flags = isList ? FieldFlags.List : isAny ? FieldFlags.NoRightSide | FieldFlags.NoTransformer : FieldFlags.None;
        return new FieldReference(name, flags, new BoundField
        {
            Type = type,
            Read = isList || isAny ? null : (EventContext _, out FieldValue value) => Read(text, out value),
            ReadList = isList || isAny ? (_, values) => ReadAll(text, values) : null,
            ReadPrinted = isAny ? (EventContext _, out FieldValue value) => ReadAsOne(text, out value) : null,
        });
    }

    public FakeFields Set(string field, params object[] values)
    {
        _values[field] = [.. values.Select(v => ValueOf(field, v))];
        return this;
    }

    /// <summary>The values that were said; null where none were.</summary>
    public IReadOnlyList<FieldValue>? Get(string field) => _values.GetValueOrDefault(field);

    public override string ToString() => string.Join(
        ", ", _values.Select(v => $"{v.Key}=[{string.Join('|', v.Value.Select(x => x.Bytes.Length > 0 ? x.Bytes.ToString() : $"{x.Signed}"))}]"));

    public FakeFields Clear()
    {
        _values.Clear();
        Reads.Clear();
        return this;
    }

    public static FieldValue ValueOf(string field, object value) => value switch
    {
        bool b => new FieldValue(b),
        double d => new FieldValue(BitConverter.DoubleToUInt64Bits(d)),
        byte[] bytes => new FieldValue(new Utf8(bytes)),
        string text when TypeNames.ClassOf(TypeOf(field)) is ValueClass.Address or ValueClass.Network
            => new FieldValue(new Utf8(System.Net.IPAddress.Parse(text).GetAddressBytes())),
        string text => new FieldValue(new Utf8(Encoding.UTF8.GetBytes(text))),
        ulong number => new FieldValue(number),
        _ => new FieldValue(Convert.ToInt64(value, null)),
    };

    private bool Read(string field, out FieldValue value)
    {
        Reads[field] = Reads.GetValueOrDefault(field) + 1;
        var found = _values.TryGetValue(field, out var values);
        value = found && values!.Count > 0 ? values[0] : default;
        return found;
    }

    /// <summary>All values with blanks between, as fields that stand for any of several print them.</summary>
    private bool ReadAsOne(string field, out FieldValue value)
    {
        var found = _values.TryGetValue(field, out var values) && values.Count > 0;
        value = found ? new FieldValue(Utf8.From(string.Join(' ', values!.Select(v => v.Bytes.ToString())))) : default;
        return found;
    }

    private bool ReadAll(string field, List<FieldValue> all)
    {
        if (_values.TryGetValue(field, out var values))
        {
            all.AddRange(values);
            return true;
        }

        return false;
    }
}
