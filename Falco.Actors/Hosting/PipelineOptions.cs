using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Actors.Hosting;

/// <summary>What a pipeline detects and where its alerts go.</summary>
public sealed record PipelineOptions
{
    /// <summary>The rules.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>The form of the alerts, which says what they have to carry.</summary>
    public required AlertFormat Format { get; init; }

    /// <summary>Where alerts go on a single node without a store: one after the other, in the order of events in a replay.</summary>
    public required IAlertSink Sink { get; init; }

    /// <summary>Sees all events once all rules have; null where nobody wants to.</summary>
    public IEventFollower? Follower { get; init; }

    /// <summary>Where alerts go on a node with a store or of a cluster: each output by itself. None: to <see cref="Sink"/>.</summary>
    public IReadOnlyList<AlertOutput> Outputs { get; init; } = [];

    /// <summary>How many alerts wait for an output at most, each; 0 for the default.</summary>
    public int OutputCapacity { get; init; }

    /// <summary>Which containers there may be.</summary>
    public ContainerEngines Engines { get; init; } = new();

    /// <summary>The rules that make alerts of several matches.</summary>
    internal IReadOnlyList<string> StatefulRules => [.. Rules.Rules.Where(rule => rule is { Enabled: true, Stateful: not null }).Select(rule => rule.Name)];

    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>Takes what Akka and the actors say of themselves.</summary>
    public Action<Priority, string> Log { get; init; } = (_, _) => { };

    /// <summary>Ends the run in order, as a signal does: what a node does that is asked to leave its cluster. Null: the actor system ends.</summary>
    public Action? Leave { get; init; }

    /// <summary>A HOCON file with settings that differ from the defaults in hocon/falco.conf; null where there is none.</summary>
    public string? HoconFile { get; init; }
}
