using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Event times as text: local time as Falco prints it, and ISO 8601 in UTC.</summary>
internal static class EventTime
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsPerDay = 86400;

    /// <summary>
    /// Appends local time, <c>13:53:31.726060287</c>, with the date before it and without the fraction when asked to. The zone's
    /// offset is the one that holds now, also for events of another season.
    /// </summary>
    public static void AppendLocal(ScratchText target, ulong timestamp, bool date, bool fraction)
    {
        var offset = TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.UtcNow);
        AppendClock(target, timestamp, (long)offset.TotalSeconds, date, fraction);
    }

    /// <summary>Appends date and local time of a parameter, with the zone's offset at that time.</summary>
    public static void AppendDateTime(ScratchText target, ulong timestamp)
    {
        var seconds = (long)(timestamp / NanosecondsPerSecond);
        var offset = TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds));
        AppendClock(target, timestamp, (long)offset.TotalSeconds, date: true, fraction: true);
    }

    /// <summary>Appends <c>2026-06-01T12:00:00.000000000+0000</c>.</summary>
    public static void AppendIso8601(ScratchText target, ulong timestamp)
    {
        var seconds = (long)(timestamp / NanosecondsPerSecond);
        AppendDate(target, seconds / SecondsPerDay, (byte)'T');
        AppendTimeOfDay(target, seconds % SecondsPerDay);
        AppendFraction(target, timestamp);
        target.Append("+0000"u8);
    }

    private static void AppendClock(ScratchText target, ulong timestamp, long offset, bool date, bool fraction)
    {
        var seconds = (long)(timestamp / NanosecondsPerSecond) + offset;
        if (date)
        {
            AppendDate(target, seconds / SecondsPerDay, (byte)' ');
        }

        AppendTimeOfDay(target, seconds % SecondsPerDay);
        if (fraction)
        {
            AppendFraction(target, timestamp);
        }
    }

    private static void AppendDate(ScratchText target, long day, byte separator)
    {
        var date = DateTime.UnixEpoch.AddDays(day);
        target.Append(date.Year, "D4").Append((byte)'-').Append(date.Month, "D2").Append((byte)'-').Append(date.Day, "D2");
        target.Append(separator);
    }

    private static void AppendTimeOfDay(ScratchText target, long second)
        => target.Append(second / 3600, "D2").Append((byte)':').Append(second % 3600 / 60, "D2").Append((byte)':').Append(second % 60, "D2");

    private static void AppendFraction(ScratchText target, ulong timestamp)
        => target.Append((byte)'.').Append(timestamp % NanosecondsPerSecond, "D9");
}
