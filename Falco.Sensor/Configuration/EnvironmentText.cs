using System.Text;

namespace Falco.Sensor.Configuration;

/// <summary>
/// Environment variables in configuration values: <c>${NAME}</c> is replaced, <c>$${NAME}</c> stands for <c>${NAME}</c>. A dollar sign
/// that begins neither ends the replacing, as in Falco: the rest of the value stays as it is.
/// </summary>
internal static class EnvironmentText
{
    /// <summary>Where it is not set, the folder that the program lies in.</summary>
    private const string Home = "FALCO_HOME";

    public static string Expand(string text)
    {
        var at = text.IndexOf('$', StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var done = 0;
        while (at >= 0)
        {
            var rest = text.AsSpan(at);
            var isEscaped = rest.StartsWith("$${");
            var end = isEscaped || rest.StartsWith("${") ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                break;
            }

            result.Append(text, done, at - done);
            if (isEscaped)
            {
                result.Append(text, at + 1, end - at);
            }
            else
            {
                result.Append(Value(text[(at + 2)..end]));
            }

            done = end + 1;
            at = text.IndexOf('$', done);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static string? Value(string name)
        => Environment.GetEnvironmentVariable(name)
            ?? (name == Home ? AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar) : null);
}
