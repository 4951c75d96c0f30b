using Falco.Engine.Rules;

namespace Falco.Sensor.Logging;

/// <summary>What the program says of itself: on standard error and to the system log, as falco.yaml's log_* settings ask.</summary>
internal static class Log
{
    private static readonly Lock Gate = new();

    /// <summary>Messages less urgent than this are dropped (log_level).</summary>
    public static Priority Level { get; set; } = Priority.Informational;

    /// <summary>Whether messages go to standard error (log_stderr).</summary>
    public static bool ToStandardError { get; set; } = true;

    /// <summary>Whether messages go to the system log (log_syslog).</summary>
    public static bool ToSystemLog { get; set; }

    /// <summary>Times in ISO 8601 form (time_format_iso_8601).</summary>
    public static bool Iso8601Time { get; set; }

    public static void Critical(string message) => Write(Priority.Critical, message);

    public static void Error(string message) => Write(Priority.Error, message);

    public static void Warning(string message) => Write(Priority.Warning, message);

    public static void Info(string message) => Write(Priority.Informational, message);

    public static void Debug(string message) => Write(Priority.Debug, message);

    public static void Write(Priority priority, string message)
    {
        if (priority > Level)
        {
            return;
        }

        message = message.TrimEnd('\n');
        if (ToSystemLog)
        {
            SystemLog.Write(priority, message);
        }

        if (!ToStandardError)
        {
            return;
        }

        var time = Iso8601Time ? $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss}+0000" : $"{DateTime.Now:ddd MMM dd HH:mm:ss yyyy}";
        lock (Gate)
        {
            Console.Error.WriteLine($"{time}: {message}");
        }
    }
}
