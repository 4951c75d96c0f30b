using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Reads a field of the event's thread; not called where the event has none.</summary>
internal delegate bool ThreadReader(EventContext context, ThreadInfo thread, out FieldValue value);

/// <summary>Rows of the field tables.</summary>
internal static class Define
{
    /// <summary>A field without an argument.</summary>
    public static FieldDefinition Field(
        string name,
        ParamType type,
        PrintFormat format,
        string description,
        FieldReader read,
        FieldFlags flags = FieldFlags.None,
        EventTypeSet? types = null,
        FieldValue? elsewhere = null,
        FieldReader? json = null)
    {
        var bound = new BoundField
        {
            Type = type,
            Format = format,
            Read = read,
            Types = types,
            Elsewhere = elsewhere,
            ReadJson = json,
        };
        return new FieldDefinition
        {
            Name = name,
            Type = type,
            Format = format,
            Flags = flags,
            Description = description,
            Bind = _ => bound,
        };
    }

    /// <summary>A field of the event's descriptor: it has a value only on events that make, use or close one.</summary>
    public static FieldDefinition FdField(
        string name, ParamType type, PrintFormat format, string description, FieldReader read, FieldFlags flags = FieldFlags.None)
        => Field(name, type, format, description, read, flags, EvtTypes.Descriptor);

    /// <summary>A field of the event's thread: without one it has no value.</summary>
    public static FieldDefinition ThreadField(
        string name,
        ParamType type,
        PrintFormat format,
        string description,
        ThreadReader read,
        FieldFlags flags = FieldFlags.None,
        EventTypeSet? types = null)
        => Field(name, type, format, description, OfThread(read), flags, types);

    /// <summary>Text of the event's thread.</summary>
    public static FieldDefinition ThreadText(string name, string description, ThreadReader read)
        => ThreadField(name, ParamType.CharBuf, PrintFormat.Na, description, read);

    /// <summary>A reader that has no value where the event has no thread.</summary>
    public static FieldReader OfThread(ThreadReader read)
        => (EventContext context, out FieldValue value)
            => context.Thread is { } thread ? read(context, thread, out value) : FieldValue.None(out value);

    /// <summary>A field that stands for any of several values, or a list. One that is only compared is printed as if it had none.</summary>
    public static FieldDefinition ListField(
        string name,
        ParamType type,
        PrintFormat format,
        string description,
        FieldListReader readList,
        FieldFlags flags,
        EventTypeSet? types = null)
    {
        var isComparedOnly = (flags & FieldFlags.FilterOnly) != 0;
        var bound = new BoundField
        {
            Type = type,
            Format = format,
            ReadList = readList,
            ReadPrinted = isComparedOnly ? Nothing : null,
            Types = types,
        };
        return new FieldDefinition
        {
            Name = name,
            Type = type,
            Format = format,
            Flags = flags,
            Description = description,
            Bind = _ => bound,
        };
    }

    private static bool Nothing(EventContext context, out FieldValue value) => FieldValue.None(out value);

    /// <summary>A field whose argument decides how it is read.</summary>
    public static FieldDefinition WithArgument(
        string name,
        ParamType type,
        PrintFormat format,
        string description,
        FieldFlags flags,
        Func<string?, BoundField?> bind,
        ArgumentForm form = ArgumentForm.Any)
        => new() { Name = name, Type = type, Format = format, Flags = flags, Form = form, Description = description, Bind = bind };
}
