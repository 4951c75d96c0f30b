using Akka.Actor;

namespace Falco.Actors.Ingest;

/// <summary>What a sensor's router has sent and not got acknowledged, by the node that acknowledged last.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Waiting">Bytes by node; this one has an address without host.</param>
internal sealed record LocalBacklog(string Sensor, IReadOnlyDictionary<Address, long> Waiting);
