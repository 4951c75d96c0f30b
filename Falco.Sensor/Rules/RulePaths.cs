using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Rules;

/// <summary>The rules files that paths stand for: a directory stands for the .yaml and .yml files in it, sorted by name.</summary>
internal static class RulePaths
{
    /// <summary>The files, in load order. Files of other names are passed over, as in Falco, which the log says.</summary>
    /// <exception cref="ConfigurationException">There is no such file or directory.</exception>
    public static List<string> Expand(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path).Where(IsYaml).Order(StringComparer.Ordinal));
            }
            else if (IsYaml(path))
            {
                files.Add(path);
            }
            else if (Path.Exists(path))
            {
                Log.Warning($"{path} is not loaded: a rules file ends in .yaml or .yml");
            }
            else
            {
                throw new ConfigurationException($"{path}: there is no such rules file or directory");
            }
        }

        return files;
    }

    /// <summary>Refuses files that cannot be read, before any of them is.</summary>
    /// <exception cref="ConfigurationException">One cannot.</exception>
    public static void Check(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.OpenHandle(file).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                var reason = Directory.Exists(file) ? "it is a directory" : File.Exists(file) ? "permission denied" : "there is no such file";
                throw new ConfigurationException($"Could not open file {file} for reading: {reason}");
            }
        }
    }

    private static bool IsYaml(string path)
        => path.EndsWith(".yaml", StringComparison.Ordinal) || path.EndsWith(".yml", StringComparison.Ordinal);
}
