namespace Falco.Engine.Fields;

internal static class ProcFields
{
    public static readonly FieldDefinition[] All = [];
}
