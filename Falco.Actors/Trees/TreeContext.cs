using Akka.Actor;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Actors.Trees;

/// <summary>What all process trees of a node share.</summary>
/// <param name="Rules">The rules; every tree has a fork of its own.</param>
/// <param name="Templates">Makes alerts of matches; every tree has a fork of its own.</param>
/// <param name="Alerts">Where alerts are raised.</param>
/// <param name="CheckpointEvery">Bytes of a stream after which a tree sends a checkpoint.</param>
/// <param name="CrossingDeadline">How long a tree waits for the state of a crossing; null for as long as it takes.</param>
/// <param name="RaiseAgainAfter">How long an alert waits for its confirmation before it is raised again.</param>
internal sealed record TreeContext(
    RuleSet Rules,
    AlertTemplates Templates,
    IActorRef Alerts,
    long CheckpointEvery,
    TimeSpan? CrossingDeadline,
    TimeSpan RaiseAgainAfter)
{
    /// <summary>Which containers there may be; null for all kinds.</summary>
    public ContainerEngines? Engines { get; init; }

    /// <summary>
    /// What a tree in a shard says to the shard to end: the shard keeps what comes meanwhile for the next tree of the id. Null for trees
    /// without a cluster, which stop by themselves.
    /// </summary>
    public object? Passivation { get; init; }

    /// <summary>Gets what the trees work off; null where nobody wants to know.</summary>
    public TreeLoad? Load { get; init; }
}
