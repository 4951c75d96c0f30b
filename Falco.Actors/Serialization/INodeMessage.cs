namespace Falco.Actors.Serialization;

/// <summary>
/// A message between nodes that is no part of the way of an event: loads, inspection. Hyperion knows those that
/// <see cref="NodeSerializer"/> lists, and no others.
/// </summary>
internal interface INodeMessage;
