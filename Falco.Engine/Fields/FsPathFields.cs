namespace Falco.Engine.Fields;

internal static class FsPathFields
{
    public static readonly FieldDefinition[] All = [];
}
