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

    /// <summary>May only be compared, not printed.</summary>
    FilterOnly = 1 << 9,

    /// <summary>Cannot stand on the right of a comparison.</summary>
    NoRightSide = 1 << 10,

    /// <summary>Takes no transformer.</summary>
    NoTransformer = 1 << 11,

    /// <summary>
    /// Its value depends on the events that it was read for before, which every use of it remembers by itself (see
    /// <see cref="FieldMemory"/>): two conditions with it are never the same condition.
    /// </summary>
    Remembers = 1 << 12,
}

/// <summary>How a field's argument is written.</summary>
internal enum ArgumentForm : byte
{
    /// <summary>In brackets, and after a dot where it is a name.</summary>
    Any,

    /// <summary>In brackets: <c>container.label[app]</c>.</summary>
    Brackets,

    /// <summary>After a dot: <c>thread.cgroup.cpu</c>.</summary>
    Dot,
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

    /// <summary>How the argument is written, where there is one.</summary>
    public ArgumentForm Form { get; init; }

    /// <summary>Falco lists the field as one that must have an argument, but it may be left out.</summary>
    public bool MayLackArgument { get; init; }

    public required string Description { get; init; }

    /// <summary>
    /// Makes the reader for an argument (null when there is none), or says in a <see cref="FormatException"/> why it can't; null where
    /// the text is no argument of the field at all, and so the whole no field.
    /// </summary>
    public required Func<string?, BoundField?> Bind { get; init; }

    /// <summary>The same for an argument in brackets, where that means something else than one after a dot.</summary>
    public Func<string, BoundField?>? BindBracketed { get; init; }
}

/// <summary>
/// A field with its argument, ready to be read. Exactly one of <see cref="Read"/> and <see cref="ReadList"/> is set.
/// <see cref="Type"/> is the definition's but for fields like evt.rawarg whose type follows from the argument.
/// <para>
/// A list reader on a field without <see cref="FieldFlags.List"/> means that the field stands for any of its values (fd.ip, fd.port,
/// fd.net: client or server; proc.aname: the ancestors): a comparison holds if it does for one of them, "not equal" of an address, port or
/// network if it does for all; with no values at all every comparison is false, though the field exists when the reader says so.
/// </para>
/// </summary>
internal sealed record BoundField
{
    public required ParamType Type { get; init; }

    public PrintFormat Format { get; init; } = PrintFormat.Na;

    public FieldReader? Read { get; init; }

    public FieldListReader? ReadList { get; init; }

    /// <summary>
    /// The event types on which this field can have a value (or, where <see cref="Elsewhere"/> is set, another value than that);
    /// null: any. Lets the rule compiler drop whole branches.
    /// </summary>
    public EventTypeSet? Types { get; init; }

    /// <summary>The value that the field has on every event type outside <see cref="Types"/>; null: none.</summary>
    public FieldValue? Elsewhere { get; init; }

    /// <summary>
    /// The real type and print format of the value just read, where they follow from the event (evt.rawarg); else null.
    /// </summary>
    public Func<EventContext, (ParamType Type, PrintFormat Format)>? TypeOf { get; init; }

    /// <summary>Reads the number that stands for the field in JSON where that is not its value (times); else null.</summary>
    public FieldReader? ReadJson { get; init; }

    /// <summary>Reads what is printed where that is not the value that comparisons see (evt.buffer); else null.</summary>
    public FieldReader? ReadPrinted { get; init; }

    /// <summary>
    /// For a field that compares in a way of its own (evt.around): makes the test for an operator and the text on its right, or says in
    /// a <see cref="FormatException"/> why it can't; else null.
    /// </summary>
    public Func<string, string, Func<EventContext, bool>>? MakeTest { get; init; }

    /// <summary>Text is printed as it is, without replacing what is not printable.</summary>
    public bool IsRaw { get; init; }
}
