namespace Falco.Engine.Fields;

internal static class K8sFields
{
    public static readonly FieldDefinition[] All = [];
}
