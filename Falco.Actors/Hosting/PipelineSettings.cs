using Akka.Configuration;
using Falco.Actors.Ingest;

namespace Falco.Actors.Hosting;

/// <summary>How the pipeline runs: HOCON's <c>falco</c> section, checked. Comments and defaults are in hocon/falco.conf.</summary>
internal sealed record PipelineSettings
{
    /// <summary>How a sensor cuts and keeps its events.</summary>
    public required IngestSettings Ingest { get; init; }

    /// <summary>Bytes of a stream after which a tree sends a checkpoint.</summary>
    public required long CheckpointEvery { get; init; }

    /// <summary>How long a tree waits for the state of a crossing; null for as long as it takes.</summary>
    public required TimeSpan? CrossingDeadline { get; init; }

    /// <summary>How long an alert waits for its confirmation before it is raised again.</summary>
    public required TimeSpan RaiseAgainAfter { get; init; }

    /// <summary>Reads the settings from the <c>falco</c> section.</summary>
    /// <exception cref="HoconException">A key or a value cannot be used; the message names it.</exception>
    public static PipelineSettings Read(Config falco, string machine, long epoch)
    {
        var node = falco.GetString("node");
        return new PipelineSettings
        {
            Ingest = new IngestSettings
            {
                Sensor = Uri.EscapeDataString(string.IsNullOrEmpty(node) ? machine : node),
                Epoch = epoch,
                SourceBatchSize = (int)Bytes(falco, "ingest.source-batch", 4 << 10, 16 << 20),
                TreeBatchSize = (int)Bytes(falco, "ingest.tree-batch", 4 << 10, 1 << 20),
                Linger = Time(falco, "ingest.linger"),
                Credit = Bytes(falco, "ingest.credit", 1 << 20, long.MaxValue),
                CreditPerTree = Bytes(falco, "ingest.credit-per-tree", 1 << 20, long.MaxValue),
                AckTimeout = Time(falco, "ingest.ack-timeout"),
                MaxRestores = Count(falco, "ingest.max-restores", 1),
            },
            CheckpointEvery = Bytes(falco, "trees.checkpoint-every", 64 << 10, long.MaxValue),
            CrossingDeadline = falco.GetString("trees.crossing-deadline") is "off" ? null : Time(falco, "trees.crossing-deadline"),
            RaiseAgainAfter = Time(falco, "alerts.raise-again-after"),
        };
    }

    private static long Bytes(Config falco, string key, long least, long most)
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

        var size = read ?? throw new HoconException($"falco.{key} = {falco.GetString(key)}: is not a size, as in 64KiB");
        return size >= least && size <= most
            ? size
            : throw new HoconException($"falco.{key} = {falco.GetString(key)}: is not between {least} and {most} bytes");
    }

    private static TimeSpan Time(Config falco, string key)
    {
        TimeSpan time;
        try
        {
            time = falco.GetTimeSpan(key, allowInfinite: false);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException)
        {
            throw new HoconException($"falco.{key} = {falco.GetString(key)}: is not a time, as in 10ms", e);
        }

        return time > TimeSpan.Zero ? time : throw new HoconException($"falco.{key} = {falco.GetString(key)}: is not longer than nothing");
    }

    private static int Count(Config falco, string key, int least)
        => int.TryParse(falco.GetString(key), out var count) && count >= least
            ? count
            : throw new HoconException($"falco.{key} = {falco.GetString(key)}: is not a whole number of at least {least}");
}
