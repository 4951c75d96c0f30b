using System.Reflection;

namespace Falco.Sensor.Commands;

/// <summary><c>--version</c>.</summary>
internal static class VersionCommand
{
    public static int Run()
    {
        Console.Out.WriteLine($"Falco version: {typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
        return 0;
    }
}
