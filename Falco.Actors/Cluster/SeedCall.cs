using Falco.Actors.Serialization;

namespace Falco.Actors.Cluster;

/// <summary>A cluster calls a node that it joins others by and that is not in it: it was started again, and is not to found another one.</summary>
internal sealed record SeedCall : INodeMessage;
