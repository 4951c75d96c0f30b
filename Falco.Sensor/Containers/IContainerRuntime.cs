namespace Falco.Sensor.Containers;

/// <summary>A container runtime that can be asked. Every answer may fail with an <see cref="IOException"/>.</summary>
internal interface IContainerRuntime : IDisposable
{
    /// <summary>What it is and where, for messages.</summary>
    string Name { get; }

    /// <summary>Whether there is something that could be asked.</summary>
    bool IsThere { get; }

    /// <summary>The full ids of all containers, running or not.</summary>
    Task<IReadOnlyList<string>> List(CancellationToken cancellation);

    /// <summary>A container by its id, short or full; null where the runtime has none of that id.</summary>
    Task<ContainerDetails?> Inspect(string id, CancellationToken cancellation);

    /// <summary>The containers that are made or start from now on, as soon as the runtime says so; ends where the runtime does.</summary>
    IAsyncEnumerable<ContainerDetails> Follow(CancellationToken cancellation);
}
