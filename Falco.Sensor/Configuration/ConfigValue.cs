using System.Globalization;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Configuration;

/// <summary>Values of the configuration by path and type. A value of the wrong type counts as not given.</summary>
internal static class ConfigValue
{
    public static string Text(ConfigNode root, string path, string otherwise = "") => ConfigPath.Find(root, path)?.Text ?? otherwise;

    public static bool Flag(ConfigNode root, string path, bool otherwise)
    {
        var text = ConfigPath.Find(root, path)?.Text;
        switch (text?.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "ON" or "Y":
                return true;
            case "FALSE" or "NO" or "OFF" or "N":
                return false;
            case null:
                return otherwise;
            default:
                Log.Warning($"{path} is true or false, not '{text}'; taken as {(otherwise ? "true" : "false")}");
                return otherwise;
        }
    }

    public static double Number(ConfigNode root, string path, double otherwise)
        => double.TryParse(ConfigPath.Find(root, path)?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>The items of a list; a single value is a list of one.</summary>
    public static IEnumerable<ConfigNode> List(ConfigNode root, string path) => ConfigPath.Find(root, path) switch
    {
        null => [],
        { IsList: true } list => list.Items,
        { Text: not null } single => [single],
        _ => [],
    };

    /// <summary>The texts of a list; a single one is a list of one.</summary>
    /// <exception cref="ConfigurationException">There is something else in the list.</exception>
    public static IEnumerable<string> Texts(ConfigNode root, string path) => List(root, path).Select(item =>
        item.Text ?? throw new ConfigurationException($"{item.Origin}: an entry of {path} is a text"));
}
