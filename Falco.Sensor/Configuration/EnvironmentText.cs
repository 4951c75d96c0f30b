using System.Text;

namespace Falco.Sensor.Configuration;

/// <summary>Environment variables in configuration values: <c>${NAME}</c> is replaced, <c>$${NAME}</c> stands for <c>${NAME}</c>.</summary>
internal static class EnvironmentText
{
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
            if (!isEscaped && !rest.StartsWith("${"))
            {
                at = text.IndexOf('$', at + 1);
                continue;
            }

            var end = text.IndexOf('}', at);
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
                result.Append(Environment.GetEnvironmentVariable(text[(at + 2)..end]));
            }

            done = end + 1;
            at = text.IndexOf('$', done);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
