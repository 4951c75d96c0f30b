namespace Falco.Sensor.Containers;

/// <summary>What a runtime said of a container.</summary>
/// <param name="Id">The short id.</param>
/// <param name="Json">The event's JSON; null where no runtime knows the container that was asked for.</param>
/// <param name="IsChange">Whether the runtime told of it unasked: it replaces what was known.</param>
internal sealed record ContainerNews(string Id, byte[]? Json, bool IsChange);
