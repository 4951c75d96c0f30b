using Akka.Configuration;

namespace Falco.Actors.Hosting;

/// <summary>Values of HOCON's <c>falco</c> section; one that cannot be used is an error that names its key.</summary>
internal static class HoconValue
{
    public static long Bytes(Config falco, string key, long least, long most)
    {
        long? read;
        try
        {
            read = falco.GetByteSize(key, null);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ConfigurationException)
        {
            read = null;
        }

        var size = read ?? throw Wrong(falco, key, "is not a size, as in 64KiB");
        return size >= least && size <= most ? size : throw Wrong(falco, key, $"is not between {least} and {most} bytes");
    }

    public static TimeSpan Time(Config falco, string key)
    {
        TimeSpan time;
        try
        {
            time = falco.GetTimeSpan(key, allowInfinite: false);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException)
        {
            throw Wrong(falco, key, "is not a time, as in 10ms", e);
        }

        return time > TimeSpan.Zero ? time : throw Wrong(falco, key, "is not longer than nothing");
    }

    public static int Count(Config falco, string key, int least, int most = int.MaxValue)
        => !int.TryParse(falco.GetString(key), out var count) || count < least ? throw Wrong(falco, key, $"is not a whole number of at least {least}")
            : count > most ? throw Wrong(falco, key, $"is more than {most}")
            : count;

    public static bool Flag(Config falco, string key) => falco.GetString(key) switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw Wrong(falco, key, "is neither on nor off"),
    };

    public static string Text(Config falco, string key) => falco.GetString(key) ?? "";

    public static IReadOnlyList<string> List(Config falco, string key)
    {
        var value = falco.GetValue(key);
        return value.IsArray() ? [.. falco.GetStringList(key)]
            : value.IsEmpty || value.Values.Count == 0 || string.IsNullOrEmpty(value.GetString()) ? []
            : throw Wrong(falco, key, "is not a list, as in [a, b]");
    }

    public static HoconException Wrong(Config falco, string key, string what, Exception? cause = null)
        => new($"falco.{key} = {Shown(falco, key)}: {what}", cause);

    private static string Shown(Config falco, string key)
        => falco.GetValue(key) is { } value ? value.IsArray() ? $"[{string.Join(", ", falco.GetStringList(key))}]" : value.GetString() ?? "" : "";
}
