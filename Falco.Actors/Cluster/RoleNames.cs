namespace Falco.Actors.Cluster;

/// <summary>The names of roles, as HOCON and Akka know them.</summary>
internal static class RoleNames
{
    public const string Lighthouse = "lighthouse";
    public const string Sensor = "sensor";
    public const string Detector = "detector";
    public const string Alerts = "alerts";

    /// <summary>The names of the roles.</summary>
    public static IEnumerable<string> Of(NodeRoles roles)
        => from role in Enum.GetValues<NodeRoles>() where role != NodeRoles.None && roles.HasFlag(role) select NameOf(role);

    /// <summary>
    /// What a node with a sensor has besides its roles, so that all see the sensor's name. It is no role that trees or alerts are given to.
    /// </summary>
    public static string OfSensor(string name) => $"{Sensor}:{name}";

    /// <summary>The role of a name; null where there is none.</summary>
    public static NodeRoles? Parse(string name) => name switch
    {
        Lighthouse => NodeRoles.Lighthouse,
        Sensor => NodeRoles.Sensor,
        Detector => NodeRoles.Detector,
        Alerts => NodeRoles.Alerts,
        _ => null,
    };

    private static string NameOf(NodeRoles role) => role switch
    {
        NodeRoles.Lighthouse => Lighthouse,
        NodeRoles.Sensor => Sensor,
        NodeRoles.Detector => Detector,
        NodeRoles.Alerts => Alerts,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
