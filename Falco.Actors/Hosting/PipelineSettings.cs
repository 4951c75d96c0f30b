using Akka.Configuration;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection.Endpoint;
using Falco.Actors.Ingest;

namespace Falco.Actors.Hosting;

/// <summary>How the pipeline runs: HOCON's <c>falco</c> section, checked. Comments and defaults are in hocon/falco.conf.</summary>
internal sealed record PipelineSettings
{
    /// <summary>Bytes of a message to a tree at most where it may cross the network: with what is around it less than 64 KiB.</summary>
    private const int MaxWireBatch = 48 << 10;

    /// <summary>How a sensor cuts and keeps its events.</summary>
    public required IngestSettings Ingest { get; init; }

    /// <summary>Bytes of a stream after which a tree sends a checkpoint.</summary>
    public required long CheckpointEvery { get; init; }

    /// <summary>How long a tree waits for the state of a crossing; null for as long as it takes.</summary>
    public required TimeSpan? CrossingDeadline { get; init; }

    /// <summary>How long an alert waits for its confirmation before it is raised again.</summary>
    public required TimeSpan RaiseAgainAfter { get; init; }

    /// <summary>How alerts are handled.</summary>
    public required AlertSettings Alerts { get; init; }

    /// <summary>The node's part in a cluster; null for a node without one.</summary>
    public required ClusterSettings? Cluster { get; init; }

    /// <summary>Where the node can be asked; null for nowhere.</summary>
    public required ManagementSettings? Management { get; init; }

    /// <summary>Reads the settings from the <c>falco</c> section.</summary>
    /// <exception cref="HoconException">A key or a value cannot be used; the message names it.</exception>
    public static PipelineSettings Read(Config falco, string machine, long epoch)
    {
        var node = falco.GetString("node");
        var cluster = ClusterSettingsReader.Read(falco, Environment.GetEnvironmentVariable);
        return new PipelineSettings
        {
            Ingest = new IngestSettings
            {
                Sensor = Uri.EscapeDataString(string.IsNullOrEmpty(node) ? machine : node),
                Epoch = epoch,
                SourceBatchSize = (int)HoconValue.Bytes(falco, "ingest.source-batch", 4 << 10, 16 << 20),
                TreeBatchSize = (int)Math.Min(HoconValue.Bytes(falco, "ingest.tree-batch", 4 << 10, 1 << 20), cluster is null ? int.MaxValue : MaxWireBatch),
                Linger = HoconValue.Time(falco, "ingest.linger"),
                Credit = HoconValue.Bytes(falco, "ingest.credit", 1 << 20, long.MaxValue),
                CreditPerTree = HoconValue.Bytes(falco, "ingest.credit-per-tree", 1 << 20, long.MaxValue),
                AckTimeout = HoconValue.Time(falco, "ingest.ack-timeout"),
                MaxRestores = HoconValue.Count(falco, "ingest.max-restores", 1),
                IsClustered = cluster is not null,
            },
            CheckpointEvery = HoconValue.Bytes(falco, "trees.checkpoint-every", 64 << 10, long.MaxValue),
            CrossingDeadline = falco.GetString("trees.crossing-deadline") is "off" ? null : HoconValue.Time(falco, "trees.crossing-deadline"),
            RaiseAgainAfter = HoconValue.Time(falco, "alerts.raise-again-after"),
            Alerts = AlertSettings.Read(falco),
            Cluster = cluster,
            Management = ManagementSettingsReader.Read(falco, Environment.GetEnvironmentVariable, cluster is not null),
        };
    }
}
