using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>
/// A cluster of processes on this machine: a Lighthouse, detectors and alerts nodes, and sensors that replay captures. Its times suit a machine
/// on which seven processes share two cores: a node that is slow for some seconds is not taken for one that is gone.
/// </summary>
internal sealed class FalcoCluster : IDisposable
{
    /// <summary>How long anything may take on a machine that has other work as well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Two rules that make an alert of most of what processes do, with what they know of their lineage and descriptors.</summary>
    private const string Rules = """
        - rule: processes
          desc: d
          condition: evt.type in (execve, clone, clone3, procexit, setsid, chdir)
          output: "%evt.num %evt.type %proc.name %proc.pname %proc.aname[2] %proc.cmdline %proc.cwd %container.id %proc.fdopencount"
          priority: INFO
        - rule: descriptors
          desc: d
          condition: evt.type in (open, openat, connect, dup, dup2, dup3, close)
          output: "%evt.num %evt.type %proc.name %fd.num %fd.name %container.id %user.name"
          priority: INFO
        """;

    private const string Times = """
        akka {
          loglevel = INFO
          cluster {
            failure-detector { heartbeat-interval = 500ms, acceptable-heartbeat-pause = 12s }
            split-brain-resolver.stable-after = 4s
            sharding { rebalance-interval = 1s, coordinator-failure-backoff = 1s }
          }
          remote.retry-gate-closed-for = 500ms
        }
        falco.ingest.ack-timeout = 1s
        falco.alerts.raise-again-after = 2s
        falco.cluster { allocation.report-every = 500ms, found-after = 100ms }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-cluster").FullName;
    private readonly List<NodeProcess> _nodes = [];
    private readonly string _rules;
    private readonly string _store;
    private readonly int _port;

    private FalcoCluster(string rules)
    {
        _rules = Write("rules.yaml", rules);
        _store = Path.Combine(_folder, "alerts.db");
        _port = FreePort();
    }

    /// <summary>How the PostgreSQL database is reached that alerts are kept in; null for a file.</summary>
    public string? Database { get; init; }

    /// <summary>The network that the nodes have; null for this machine's own loopback.</summary>
    public NodeNetwork? Network { get; init; }

    /// <summary>HOCON for all nodes, over what is there.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The node that the others join by.</summary>
    public NodeProcess Lighthouse { get; private set; } = null!;

    /// <summary>Starts the Lighthouse.</summary>
    public static async Task<FalcoCluster> Start(string? database = null, string settings = "", NodeNetwork? network = null, string rules = Rules)
    {
        Programs.SkipUnlessBuilt();
        var cluster = new FalcoCluster(rules) { Database = database, Settings = settings, Network = network };
        try
        {
            cluster.StartLighthouse();
            await cluster.Lighthouse.WaitFor("Leader is moving node", Patience);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Starts the Lighthouse, or one in its place, and waits for nothing.</summary>
    public void StartLighthouse() => Lighthouse = Run("lighthouse", Programs.Lighthouse, Hocon("lighthouse", "lighthouse", ""), _port);

    /// <summary>Starts nodes with roles, and waits until they are in.</summary>
    public async Task<NodeProcess[]> Join(params (string Name, string Roles)[] nodes)
    {
        var started = nodes.Select(node => Run(node.Name, Programs.Falco, Hocon(node.Name, node.Roles, ""), port: 0, Arguments())).ToArray();
        foreach (var node in started)
        {
            await node.WaitFor("Welcome from", Patience);
        }

        return started;
    }

    /// <summary>Starts a node with settings of its own, and waits for nothing.</summary>
    public NodeProcess Run(string name, string roles, string settings)
        => Run(name, Programs.Falco, Hocon(name, roles, settings), port: 0, Arguments());

    /// <summary>Starts a sensor that replays a capture.</summary>
    public NodeProcess Sensor(string name, string capture, string roles = "sensor", params string[] arguments)
        => Run(name, Programs.Falco, Hocon(name, roles, ""), port: 0, [.. Arguments(), "-e", capture, .. arguments]);

    /// <summary>A path for a file of the test's.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>What a single node prints for a capture: the alerts without time and priority, in the order of their events.</summary>
    public async Task<List<string>> Alone(string capture, params string[] arguments)
    {
        using var alone = new NodeProcess("alone", Programs.Falco, new Dictionary<string, string>(), [.. Arguments(), "-e", capture, .. arguments]);
        Assert.Equal(0, await alone.End(Patience));
        return [.. alone.Output.TakeWhile(line => !line.StartsWith("Events detected:", StringComparison.Ordinal)).Select(Message)];
    }

    /// <summary>The alerts of a sensor's last run that are in the store, in the order of their events.</summary>
    public List<string> Stored(string sensor)
    {
        using var connection = OpenStore();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT message FROM falco_alerts
            WHERE sensor = @sensor AND epoch = (SELECT max(epoch) FROM falco_alerts WHERE sensor = @sensor)
            ORDER BY event, rule_index
            """;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "sensor";
        parameter.Value = sensor;
        command.Parameters.Add(parameter);
        using var reader = command.ExecuteReader();
        var messages = new List<string>();
        while (reader.Read())
        {
            messages.Add(System.Text.Encoding.UTF8.GetString((byte[])reader[0]));
        }

        return messages;
    }

    /// <summary>How many alerts are stored that not all outputs have.</summary>
    public long Open()
    {
        using var connection = OpenStore();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM falco_alerts WHERE state = 0";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Waits until so many alerts of a sensor are stored.</summary>
    public async Task UntilStored(string sensor, int count)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!HasStore() || Stored(sensor).Count < count)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{count} alerts of {sensor} are not stored in time.\n{Report}");
            await Task.Delay(50);
        }
    }

    /// <summary>Checks that the store has a sensor's alerts, each once, and no others.</summary>
    public void AssertStored(string sensor, List<string> expected)
    {
        var stored = Stored(sensor);
        Assert.True(
            expected.SequenceEqual(stored),
            $"{sensor}: {expected.Count} expected, {stored.Count} stored; missing: {Shown(expected.Except(stored))}; "
                + $"not expected: {Shown(stored.Except(expected))}; twice: {Shown(stored.GroupBy(m => m).Where(g => g.Count() > 1).Select(g => g.Key))}\n{Report}");
    }

    /// <summary>What all nodes have said.</summary>
    public string Report => string.Concat(_nodes.Select(node => node.Report));

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private bool HasStore()
    {
        if (Database is null)
        {
            return File.Exists(_store);
        }

        using var connection = OpenStore();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT to_regclass('falco_alerts') IS NOT NULL";
        return (bool)command.ExecuteScalar()!;
    }

    private DbConnection OpenStore()
    {
        DbConnection connection = Database is null ? new SqliteConnection($"Data Source={_store};Mode=ReadOnly") : new NpgsqlConnection(Database);
        connection.Open();
        return connection;
    }

    private static string Shown(IEnumerable<string> messages) => string.Join(" | ", messages.Take(5));

    private static string Message(string line) => line.Split(' ', 3)[2];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string[] Arguments() => ["-r", _rules, "-o", "webserver.enabled=false", "-o", "json_output=false"];

    private string Hocon(string name, string roles, string more)
    {
        var store = Database is null ? $"kind = sqlite, path = \"{_store}\"" : $"kind = postgresql, connection-string = \"{Database}\"";
        return Write($"{name}.conf", $$"""
            {{Times}}
            falco {
              node = {{name}}
              cluster.roles = [{{roles}}]
              alerts.store { {{store}} }
            }
            {{Settings}}
            {{more}}
            """);
    }

    private NodeProcess Run(string name, string program, string hocon, int port, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["FALCO_HOCON"] = hocon,
            ["FALCO_HOSTNAME"] = name,
            ["CLUSTER_IP"] = Network?.AddressOf(name) ?? "127.0.0.1",
            ["CLUSTER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["CLUSTER_SEEDS"] = $"{Network?.AddressOf("lighthouse") ?? "127.0.0.1"}:{_port}",
        };
        var (command, all) = Network?.Within(name, program, arguments) ?? (program, arguments);
        var node = new NodeProcess(name, command, environment, all);
        _nodes.Add(node);
        return node;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
