using Akka.Actor;
using Falco.Engine.State;

namespace Falco.Actors.Ingest;

/// <summary>How a sensor cuts its events into trees and how much it keeps for them; see <c>falco.ingest</c> in falco.conf.</summary>
internal sealed record IngestSettings
{
    /// <summary>The sensor's name.</summary>
    public required string Sensor { get; init; }

    /// <summary>The sensor's run; a later run has a greater number.</summary>
    public required long Epoch { get; init; }

    /// <summary>Bytes that are read from a source at a time.</summary>
    public required int SourceBatchSize { get; init; }

    /// <summary>Bytes of a message to a tree.</summary>
    public required int TreeBatchSize { get; init; }

    /// <summary>How long events wait for more before they are sent.</summary>
    public required TimeSpan Linger { get; init; }

    /// <summary>Bytes that are kept for all trees together at most.</summary>
    public required long Credit { get; init; }

    /// <summary>Bytes that are kept for one tree at most.</summary>
    public required long CreditPerTree { get; init; }

    /// <summary>How long a tree may be silent before it is asked how far it is.</summary>
    public required TimeSpan AckTimeout { get; init; }

    /// <summary>How often a tree may fail on the same message before that is given up.</summary>
    public required int MaxRestores { get; init; }

    /// <summary>Whether trees may live on other nodes: then no message is larger than the network should carry at a time.</summary>
    public bool IsClustered { get; init; }

    /// <summary>Which containers there may be; null for all kinds.</summary>
    public ContainerEngines? Engines { get; init; }

    /// <summary>Gets <see cref="LocalBacklog"/> now and then; null where nobody wants it.</summary>
    public IActorRef? Load { get; init; }
}
