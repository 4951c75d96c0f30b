namespace Falco.Actors.Alerts.Outputs;

/// <summary>How outputs run: HOCON's <c>falco.alerts.outputs</c>.</summary>
internal sealed record OutputSettings
{
    /// <summary>How long alerts wait to be put into the order of their events; zero for not at all.</summary>
    public required TimeSpan SortWindow { get; init; }

    /// <summary>How long an output that failed waits at first before it is opened again; twice as long each time.</summary>
    public required TimeSpan RestartAfter { get; init; }

    /// <summary>How long it waits at most.</summary>
    public required TimeSpan RestartAtMost { get; init; }

    /// <summary>How long a write may take before the output counts as one that does not work.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of a run waits for outputs.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>How many alerts the queue of an output takes: falco.yaml's outputs_queue.capacity, if it has a limit.</summary>
    public int Capacity { get; init; } = 10_000;
}
