namespace Falco.Engine.Tests.Routing;

/// <summary>What may happen in made-up lives.</summary>
internal sealed record LivesOptions
{
    /// <summary>Processes enter and leave containers without a fork.</summary>
    public bool EntersContainers { get; init; } = true;

    /// <summary>The ids of the dead are given out again, if not at once.</summary>
    public bool ReusesIds { get; init; }

    /// <summary>Sometimes nothing happens for longer than a second.</summary>
    public bool HasLongPauses { get; init; }

    /// <summary>Descriptors of other processes are taken over.</summary>
    public bool TakesDescriptors { get; init; }
}
