using System.Reflection;

namespace Falco.Sensor;

/// <summary>What this program is compatible with, in the terms of Falco's version output.</summary>
internal static class Versions
{
    /// <summary>The Falco that it behaves as, and its own version behind the plus sign.</summary>
    public static string Falco { get; } = $"0.44.1+actors.{typeof(Versions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The libraries of that Falco, whose fields and events these are.</summary>
    public const string Libs = "0.25.4";

    /// <summary>The plugin interface of that Falco.</summary>
    public const string PluginApi = "3.12.0";

    /// <summary>What a driver has to speak.</summary>
    public const string DriverApi = "10.0.0";

    /// <summary>The events that a driver has to send.</summary>
    public const string DriverSchema = "4.3.0";

    /// <summary>The driver that goes with that Falco.</summary>
    public const string DefaultDriver = "10.2.0+driver";

    /// <summary>The program's own version, with the commit that it was built from.</summary>
    public static string Own => typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
