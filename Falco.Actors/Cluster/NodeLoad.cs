using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster;

/// <summary>What a detector has worked off lately.</summary>
/// <param name="Node">The node's address.</param>
/// <param name="EventsPerSecond">Events a second since it last said so.</param>
internal sealed record DetectorLoad(string Node, double EventsPerSecond) : INodeMessage;

/// <summary>What a sensor has sent to detectors and not got acknowledged.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Waiting">Bytes by node, of trees whose node is known.</param>
internal sealed record SensorBacklog(string Sensor, NodeBacklog[] Waiting) : INodeMessage;

/// <summary>What waits for the trees of a node.</summary>
/// <param name="Node">The node's address.</param>
/// <param name="Bytes">Bytes.</param>
internal sealed record NodeBacklog(string Node, long Bytes);
