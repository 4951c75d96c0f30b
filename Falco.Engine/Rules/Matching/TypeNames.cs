using Falco.Engine.Events;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>How values of a type are compared.</summary>
internal enum ValueClass : byte
{
    None,
    Signed,
    Unsigned,
    Double,
    Bool,
    Address,
    Network,
    Text,
    Bytes,
}

/// <summary>What types can be compared with, and what they are called in messages.</summary>
internal static class TypeNames
{
    public static ValueClass ClassOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.Int16 or ParamType.Int32 or ParamType.Int64 or ParamType.Errno or ParamType.Fd or ParamType.Pid
            => ValueClass.Signed,
        ParamType.UInt8 or ParamType.UInt16 or ParamType.UInt32 or ParamType.UInt64 or ParamType.SyscallId or ParamType.SigType
            or ParamType.RelTime or ParamType.AbsTime or ParamType.Port or ParamType.Flags8 or ParamType.Flags16 or ParamType.Flags32
            or ParamType.Mode or ParamType.EnumFlags8 or ParamType.EnumFlags16 or ParamType.EnumFlags32 => ValueClass.Unsigned,
        ParamType.Double => ValueClass.Double,
        ParamType.Bool => ValueClass.Bool,
        ParamType.Ipv4Addr or ParamType.Ipv6Addr or ParamType.IpAddr => ValueClass.Address,
        ParamType.Ipv4Net or ParamType.Ipv6Net or ParamType.IpNet => ValueClass.Network,
        ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath => ValueClass.Text,
        ParamType.ByteBuf => ValueClass.Bytes,
        _ => ValueClass.None,
    };

    /// <summary>How many bytes a number of the type has.</summary>
    public static int SizeOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.SigType or ParamType.Flags8 or ParamType.EnumFlags8 => 1,
        ParamType.Int16 or ParamType.UInt16 or ParamType.SyscallId or ParamType.Port or ParamType.Flags16 or ParamType.EnumFlags16 => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Mode or ParamType.Bool => 4,
        _ => 8,
    };

    /// <summary>The type's name in messages.</summary>
    public static string NameOf(ParamType type) => type switch
    {
        ParamType.Dyn => "DYNAMIC",
        ParamType.CharBufPairArray => "CHARBUF_PAIR_ARRAY",
        ParamType.Ipv6Addr or ParamType.Ipv6Net or ParamType.Fd32 or ParamType.Pid32 => "<NA>",
        _ => type.ToString().ToUpperInvariant(),
    };

    /// <summary>Why values of a type cannot be compared so; null where they can.</summary>
    public static string? WhyNot(Operator op, ParamType type, bool isList)
    {
        if (op.Comparison == Comparison.Exists)
        {
            return null;
        }

        if (isList)
        {
            return type is not (ParamType.CharBuf or ParamType.UInt64 or ParamType.RelTime or ParamType.AbsTime or ParamType.Bool
                    or ParamType.IpAddr or ParamType.IpNet)
                ? $"list filters are not supported for type '{NameOf(type)}'"
                : op.Comparison is Comparison.In or Comparison.Intersects
                    ? null
                    : $"'{op.Name}' operator not supported list filters";
        }

        var valueClass = ClassOf(type);
        var isEquality = op.Comparison is Comparison.Equal or Comparison.NotEqual or Comparison.In or Comparison.Intersects;
        var isOrder = op.Comparison is Comparison.Less or Comparison.LessOrEqual or Comparison.Greater or Comparison.GreaterOrEqual;
        var (isSupported, what) = valueClass switch
        {
            ValueClass.Signed or ValueClass.Unsigned or ValueClass.Double => (isEquality || isOrder, "numeric filters"),
            ValueClass.Bool => (isEquality, "numeric filters"),
            ValueClass.Address or ValueClass.Network => (isEquality, "ip address and network filters"),
            ValueClass.Text => (op.Comparison is not (Comparison.ContainsBytes or Comparison.StartsWithBytes), "string filters"),
            ValueClass.Bytes => (
                isEquality || op.Comparison is Comparison.Contains or Comparison.StartsWith or Comparison.EndsWith
                    or Comparison.ContainsBytes or Comparison.StartsWithBytes,
                "buffer filters"),
            _ => (false, $"type '{NameOf(type)}'"),
        };
        if (isSupported)
        {
            return null;
        }

        return what == "ip address and network filters" && op.Quantifier != Quantifier.None
            ? $"'{op.Name}' with modifier not supported for {what}"
            : $"'{op.Name}' operator not supported for {what}";
    }
}
