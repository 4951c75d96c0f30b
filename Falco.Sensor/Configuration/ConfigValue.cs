using Falco.Sensor.Logging;

namespace Falco.Sensor.Configuration;

/// <summary>Values of the configuration by path and type. A value of the wrong type counts as not given, with a warning.</summary>
internal static class ConfigValue
{
    public static string Text(ConfigNode root, string path, string otherwise = "") => ConfigPath.Find(root, path)?.Text ?? otherwise;

    public static bool Flag(ConfigNode root, string path, bool otherwise)
    {
        var node = ConfigPath.Find(root, path);
        switch (node?.Text?.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "ON" or "Y":
                return true;
            case "FALSE" or "NO" or "OFF" or "N":
                return false;
            default:
                if (node is { IsEmpty: false })
                {
                    Log.Warning($"{node.Origin}: {path} is true or false, not '{node.Text ?? "a list or map"}'; taken as {(otherwise ? "true" : "false")}");
                }

                return otherwise;
        }
    }

    /// <summary>The items of a list; a single value is a list of one.</summary>
    public static IEnumerable<ConfigNode> List(ConfigNode root, string path) => ConfigPath.Find(root, path) switch
    {
        null => [],
        { IsList: true } list => list.Items,
        { Text: not null } single => [single],
        _ => [],
    };

    public static IEnumerable<string> Texts(ConfigNode root, string path) => List(root, path).Select(item => item.Text).OfType<string>();
}
