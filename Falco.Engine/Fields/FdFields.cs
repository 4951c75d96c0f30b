namespace Falco.Engine.Fields;

internal static class FdFields
{
    public static readonly FieldDefinition[] All = [];
}
