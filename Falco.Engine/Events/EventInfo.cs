namespace Falco.Engine.Events;

/// <summary>What the schema says of one event type.</summary>
/// <param name="Type">The type's number.</param>
/// <param name="Symbol">The schema's symbol, for instance SYSCALL_OPEN_X.</param>
/// <param name="Name">The name that evt.type shows, for instance open.</param>
/// <param name="Category">What kind of thing happens, and which kind of source says so.</param>
/// <param name="Flags">What the event does to descriptors and state.</param>
/// <param name="Params">The parameters in order.</param>
public sealed record EventInfo(
    EventType Type, string Symbol, string Name, EventCategory Category, EventFlags Flags, ParamInfo[] Params)
{
    /// <summary>Whether it stands for the start of a system call (evt.dir is "&gt;").</summary>
    public bool IsEnter => ((ushort)Type & 1) == 0;
}

/// <summary>What the schema says of one parameter.</summary>
/// <param name="Name">Its name, for instance fd.</param>
/// <param name="Type">Its encoding.</param>
/// <param name="Format">How numbers are printed.</param>
/// <param name="Symbols">Names of flag bits or enumeration values, in the schema's order; null where there are none.</param>
/// <param name="DirFdIndex">For a path relative to a directory descriptor: the parameter that holds it; else -1.</param>
public sealed record ParamInfo(string Name, ParamType Type, PrintFormat Format, FlagSymbol[]? Symbols = null, int DirFdIndex = -1);

/// <summary>Name and value of one flag or enumeration member.</summary>
public readonly record struct FlagSymbol(string Name, uint Value);

/// <summary>How a number is printed by default.</summary>
public enum PrintFormat : byte
{
#pragma warning disable CS1591
    Na,
    Dec,
    Hex,
    PaddedDec,
    Id,
    Dir,
    Oct,
#pragma warning restore CS1591
}
