using Falco.Engine.Fields;

namespace Falco.Sensor.Commands;

/// <summary><c>--list</c>: the fields that conditions and outputs may use.</summary>
internal static class ListFieldsCommand
{
    public static int Run(bool namesOnly)
    {
        foreach (var field in FieldCatalog.All)
        {
            if ((field.Flags & FieldFlags.Hidden) == 0)
            {
                Console.Out.WriteLine(namesOnly ? field.Name : $"{field.Name,-30} {field.Description}");
            }
        }

        return 0;
    }
}
