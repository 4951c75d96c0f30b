using Akka.Actor;
using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster;

/// <summary>What a detector has worked off lately.</summary>
/// <param name="Node">The node's address.</param>
/// <param name="EventsPerSecond">Events a second since it last said so.</param>
internal sealed record DetectorLoad(Address Node, double EventsPerSecond) : INodeMessage;

/// <summary>What a sensor has sent to detectors and not got acknowledged.</summary>
/// <param name="Sensor">The sensor's name.</param>
/// <param name="Waiting">Bytes by the address of the node, of trees whose node is known.</param>
internal sealed record SensorBacklog(string Sensor, IReadOnlyDictionary<Address, long> Waiting) : INodeMessage;
