using System.Globalization;
using Akka.Configuration;
using Falco.Actors.Cluster;

namespace Falco.Actors.Hosting;

/// <summary>Reads a node's part in a cluster from <c>falco.cluster</c>, and from the environment variables that override it.</summary>
internal static class ClusterSettingsReader
{
    /// <summary>The settings; null for a node without a cluster.</summary>
    /// <param name="falco">The <c>falco</c> section.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    /// <exception cref="HoconException">A value cannot be used; the message names it.</exception>
    public static ClusterSettings? Read(Config falco, Func<string, string?> environment)
    {
        var seeds = environment("CLUSTER_SEEDS") is { Length: > 0 } named
            ? named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : HoconValue.List(falco, "cluster.seeds");
        if (!HoconValue.Flag(falco, "cluster.enabled") && seeds.Count == 0)
        {
            return null;
        }

        return new ClusterSettings
        {
            System = Named(environment, "ACTORSYSTEM") ?? HoconValue.Text(falco, "cluster.system"),
            Roles = ReadRoles(falco),
            Ip = ReadIp(falco, environment),
            Port = ReadPort(falco, environment),
            Seeds = [.. seeds.Select(Seed)],
            FoundAfter = HoconValue.Time(falco, "cluster.found-after"),
            ShardsPerSensor = HoconValue.Count(falco, "cluster.shards-per-sensor", 1, 4096),
            AlertShards = HoconValue.Count(falco, "cluster.alert-shards", 1, 4096),
            Allocation = new AllocationSettings
            {
                MaxEventsPerSecond = HoconValue.Text(falco, "cluster.allocation.max-events-per-second") is "off"
                    ? null
                    : HoconValue.Count(falco, "cluster.allocation.max-events-per-second", 1),
                MaxWaiting = HoconValue.Bytes(falco, "cluster.allocation.max-waiting", 64 << 10, long.MaxValue),
                MovesAtOnce = HoconValue.Count(falco, "cluster.allocation.moves-at-once", 1),
                CoolDown = HoconValue.Time(falco, "cluster.allocation.cool-down"),
                ReportEvery = HoconValue.Time(falco, "cluster.allocation.report-every"),
            },
            Tls = ReadTls(falco),
        };
    }

    private static string? Named(Func<string, string?> environment, string variable)
        => environment(variable) is { Length: > 0 } value ? value.Trim() : null;

    private static NodeRoles ReadRoles(Config falco)
    {
        var roles = NodeRoles.None;
        foreach (var name in HoconValue.List(falco, "cluster.roles"))
        {
            roles |= RoleNames.Parse(name) ?? throw HoconValue.Wrong(
                falco, "cluster.roles", $"there is no role {name}; the roles are {string.Join(", ", RoleNames.Of((NodeRoles)~0))}");
        }

        return roles;
    }

    /// <summary>The address. Akka would take none, or any, for all that the machine has, and tell the others one that leads nowhere.</summary>
    private static string ReadIp(Config falco, Func<string, string?> environment)
    {
        const string what = "is no address under which others reach this node";
        var named = Named(environment, "CLUSTER_IP");
        return (named ?? HoconValue.Text(falco, "cluster.ip").Trim()) is var ip && ip is not ("" or "0.0.0.0" or "::" or "[::]") ? ip
            : named is null ? throw HoconValue.Wrong(falco, "cluster.ip", what)
            : throw new HoconException($"CLUSTER_IP = {named}: {what}");
    }

    private static int ReadPort(Config falco, Func<string, string?> environment)
    {
        const int most = ushort.MaxValue;
        if (Named(environment, "CLUSTER_PORT") is not { } text)
        {
            return HoconValue.Count(falco, "cluster.port", 0, most);
        }

        return ushort.TryParse(text, CultureInfo.InvariantCulture, out var port) ? port : throw new HoconException($"CLUSTER_PORT = {text}: is no port");
    }

    /// <summary>Takes a seed's host and port out of its address, in either form.</summary>
    private static string Seed(string seed)
    {
        var address = seed.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? seed[(at + 1)..] : seed;
        var colon = address.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), CultureInfo.InvariantCulture, out _)
            ? address
            : throw new HoconException($"The seed {seed} is no address, as in 10.0.0.1:4053 or akka.tcp://falco@10.0.0.1:4053");
    }

    private static TlsSettings? ReadTls(Config falco)
    {
        if (!HoconValue.Flag(falco, "cluster.tls.enabled"))
        {
            return null;
        }

        return new TlsSettings(
            File("authority"), File("certificate"), HoconValue.Text(falco, "cluster.tls.password"));

        string File(string key) => HoconValue.Text(falco, $"cluster.tls.{key}") is { Length: > 0 } file
            ? file
            : throw HoconValue.Wrong(falco, $"cluster.tls.{key}", "names no file, and TLS is on");
    }
}
