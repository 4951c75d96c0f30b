namespace Falco.Actors.Cluster;

/// <summary>What a node of a cluster does; their names in HOCON are in lower case.</summary>
[Flags]
public enum NodeRoles
{
    /// <summary>Nothing but being there.</summary>
    None = 0,

    /// <summary>Seed of the cluster.</summary>
    Lighthouse = 1,

    /// <summary>Reads events and routes them to process trees.</summary>
    Sensor = 2,

    /// <summary>Has process trees, which evaluate the rules.</summary>
    Detector = 4,

    /// <summary>Stores alerts and sends them to the outputs.</summary>
    Alerts = 8,
}
