using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>What a field is like beyond its type.</summary>
[Flags]
internal enum FieldFlags : ushort
{
    None = 0,

    /// <summary>Gives any number of values.</summary>
    List = 1 << 0,

    /// <summary>May have an argument in brackets or after a dot.</summary>
    ArgAllowed = 1 << 1,

    /// <summary>Must have one.</summary>
    ArgRequired = 1 << 2,

    /// <summary>The argument is a number.</summary>
    ArgIndex = 1 << 3,

    /// <summary>The argument is a name.</summary>
    ArgKey = 1 << 4,

    /// <summary>Listed only on demand.</summary>
    Hidden = 1 << 5,

    /// <summary>Known, works, and replaced by another.</summary>
    Deprecated = 1 << 6,

    /// <summary>May only be printed, not compared.</summary>
    PrintOnly = 1 << 7,

    /// <summary>
    /// Its value follows from the event's type alone (but for generic events, whose name is in a parameter),
    /// so a condition on it is decided when the rules are compiled for a type.
    /// </summary>
    TypeOnly = 1 << 8,
}

/// <summary>Reads a field from the event at hand; false where it has no value (printed as &lt;NA&gt;).</summary>
internal delegate bool FieldReader(EventContext context, out FieldValue value);

/// <summary>Reads all values of a list field; false where it has none.</summary>
internal delegate bool FieldListReader(EventContext context, List<FieldValue> values);

/// <summary>
/// One row of the field table: the table that conditions, outputs, listings and docs are made from.
/// </summary>
internal sealed record FieldDefinition
{
    public required string Name { get; init; }

    public required ParamType Type { get; init; }

    public PrintFormat Format { get; init; } = PrintFormat.Na;

    public FieldFlags Flags { get; init; }

    public required string Description { get; init; }

    /// <summary>Makes the reader for an argument (null when there is none), or says in a <see cref="FormatException"/> why it can't.</summary>
    public required Func<string?, BoundField> Bind { get; init; }
}

/// <summary>
/// A field with its argument, ready to be read. Exactly one of the readers is set. <see cref="Type"/> is the definition's
/// but for fields like evt.rawarg whose type follows from the argument.
/// </summary>
internal sealed record BoundField
{
    public required ParamType Type { get; init; }

    public PrintFormat Format { get; init; } = PrintFormat.Na;

    public FieldReader? Read { get; init; }

    public FieldListReader? ReadList { get; init; }

    /// <summary>
    /// The event types on which this field can have a value; null: any. Lets the rule compiler drop whole branches.
    /// </summary>
    public EventTypeSet? Types { get; init; }
}
