namespace Falco.Engine.Fields;

internal static class EvtFields
{
    public static readonly FieldDefinition[] All = [];
}
