namespace Falco.Engine.Fields;

internal static class UserFields
{
    public static readonly FieldDefinition[] All = [];
}
