using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Rows for fields of events that do not come in yet: rules with them load and are checked, and no event has a value of them.</summary>
internal static class UnfilledFields
{
    /// <summary>Text without an argument.</summary>
    public static FieldDefinition Text(string name, string description)
        => Define.Field(name, ParamType.CharBuf, PrintFormat.Na, description, None);

    /// <summary>Text that an argument chooses.</summary>
    public static FieldDefinition WithKey(string name, string description)
        => Define.WithArgument(name, ParamType.CharBuf, PrintFormat.Na, description, FieldFlags.ArgRequired | FieldFlags.ArgKey,
            _ => new BoundField { Type = ParamType.CharBuf, Read = None }, ArgumentForm.Brackets);

    /// <summary>A list of texts.</summary>
    public static FieldDefinition List(string name, string description)
        => Define.ListField(name, ParamType.CharBuf, PrintFormat.Na, description, None, FieldFlags.List);

    /// <summary>A list of texts of which an argument may choose one.</summary>
    public static FieldDefinition IndexedList(string name, string description)
        => Define.WithArgument(name, ParamType.CharBuf, PrintFormat.Na, description,
            FieldFlags.List | FieldFlags.ArgAllowed | FieldFlags.ArgIndex,
            argument => argument is null || WhyNoIndex(argument) is not { } error
                ? new BoundField { Type = ParamType.CharBuf, ReadList = None }
                : throw new FormatException($"filter {name}[{argument}] {name} has an invalid index argument {error}: {argument}"),
            ArgumentForm.Brackets);

    private static string? WhyNoIndex(string argument)
        => argument.AsSpan().ContainsAnyExceptInRange('0', '9') ? "not composed only by digits"
            : argument is "" or ['0', _, ..] ? "starting with 0"
            : ulong.TryParse(argument, out _) ? null
            : "not representable on 64 bit";

    private static bool None(EventContext context, out FieldValue value) => FieldValue.None(out value);

    private static bool None(EventContext context, List<FieldValue> values) => false;
}
