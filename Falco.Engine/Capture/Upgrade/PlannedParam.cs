using Falco.Engine.Events;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>One parameter of an upgraded event.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Index">Which parameter of the old or the enter event.</param>
/// <param name="Limit">No more bytes than the types allow that it goes through.</param>
/// <param name="DefaultLength">Bytes of the default value.</param>
/// <param name="DefaultValue">The default value.</param>
internal readonly record struct PlannedParam(
    ParamOrigin Origin, int Index = 0, int Limit = int.MaxValue, int DefaultLength = 0, ulong DefaultValue = 0)
{
    /// <summary>A parameter without a value.</summary>
    public static PlannedParam Nothing => new(ParamOrigin.Empty);

    /// <summary>A parameter taken over from the old event.</summary>
    public static PlannedParam Old(int index) => new(ParamOrigin.Old, index);

    /// <summary>A parameter taken from the enter event.</summary>
    public static PlannedParam Enter(int index, ParamType type, bool orEmpty)
        => (orEmpty ? Nothing : DefaultOf(type)) with { Origin = ParamOrigin.Enter, Index = index, Limit = MaxLength(type) };

    /// <summary>The default value of a type.</summary>
    public static PlannedParam DefaultOf(ParamType type)
    {
        var length = MaxLength(type);
        return new PlannedParam(
            ParamOrigin.Default,
            DefaultLength: length == int.MaxValue ? 0 : length,
            DefaultValue: type is ParamType.Uid or ParamType.Gid ? uint.MaxValue : 0);
    }

    /// <summary>The same, cut to what a type allows.</summary>
    public PlannedParam LimitedTo(ParamType type)
        => Origin is ParamOrigin.Old or ParamOrigin.Enter ? this with { Limit = Math.Min(Limit, MaxLength(type)) } : this;

    private static int MaxLength(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType => 1,
        ParamType.Int16 or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.SyscallId or ParamType.Port => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Uid or ParamType.Gid
            or ParamType.Mode or ParamType.SigSet or ParamType.Fd32 or ParamType.Pid32 or ParamType.Ipv4Addr => 4,
        ParamType.Int64 or ParamType.UInt64 or ParamType.RelTime or ParamType.AbsTime or ParamType.Errno or ParamType.Fd
            or ParamType.Pid => 8,
        ParamType.Ipv6Addr => 16,
        _ => int.MaxValue,
    };
}
