namespace Falco.Engine.Fields;

internal static class ThreadFields
{
    public static readonly FieldDefinition[] All = [];
}
