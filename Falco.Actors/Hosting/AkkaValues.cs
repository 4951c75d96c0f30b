using System.Text.RegularExpressions;
using Value = Akka.Configuration.Hocon.HoconValue;

namespace Falco.Actors.Hosting;

/// <summary>
/// Akka reads a value when it gets to it, and where it cannot says what is wrong but not with which key. So a value of the user's is looked at
/// before: it has to be of the kind of Akka's default, or one of the words that Akka knows.
/// </summary>
internal static partial class AkkaValues
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR", "OFF"];

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["akka.loglevel"] = Levels,
        ["akka.stdout-loglevel"] = Levels,
        ["akka.cluster.split-brain-resolver.active-strategy"] = ["keep-majority", "keep-oldest", "static-quorum", "down-all", "lease-majority"],
        ["akka.cluster.sharding.state-store-mode"] = ["ddata", "persistence"],
    };

    /// <summary>What stands for no limit, or for not at all, where else there is a number.</summary>
    private static readonly string[] NoNumber = ["on", "off", "true", "false", "yes", "no", "infinite", "undefined", "unlimited", "unbounded", ""];

    /// <exception cref="HoconException">The value cannot be used; the message names its key.</exception>
    public static void Check(Value own, Value known, string key, string file)
    {
        if (own.IsArray() || known.IsArray() || own.GetString() is not { } value || known.GetString() is not { } usual)
        {
            return;
        }

        var what = Words.TryGetValue(key, out var words) ? words.Contains(value, StringComparer.Ordinal) ? null : $"is none of {string.Join(", ", words)}"
            : NoNumber.Contains(value, StringComparer.OrdinalIgnoreCase) || Number().IsMatch(value) ? null
            : Time().IsMatch(usual) ? Time().IsMatch(value) ? null : "is not a time, as in 10ms"
            : Size().IsMatch(usual) ? Size().IsMatch(value) ? null : "is not a size, as in 64KiB"
            : Number().IsMatch(usual) ? "is not a number"
            : IsFlag(usual) ? Time().IsMatch(value) || Size().IsMatch(value) ? null : "is neither on nor off"
            : null;
        if (what is not null)
        {
            throw new HoconException($"{file}: {key} = {value}: {what}");
        }
    }

    private static bool IsFlag(string value) => value is "on" or "off" or "true" or "false" or "yes" or "no";

    [GeneratedRegex(@"^[-+]?[0-9]*\.?[0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]*\.?[0-9]+\s*(ns|nanos?|nanoseconds?|us|micros?|microseconds?|ms|millis?|milliseconds?|s|seconds?|m|minutes?|h|hours?|d|days?)$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^[0-9]+\s*([kKmMgGtT]|[kKmMgGtT]i)?([bB]|bytes?)?$")]
    private static partial Regex Size();
}
