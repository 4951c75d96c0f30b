using System.Globalization;
using System.Text;
using Falco.Actors.Cluster.Inspection.Reports;

namespace Falco.Sensor.Commands.Cluster;

/// <summary>Reports of a cluster as text for people.</summary>
internal static class ClusterTables
{
    private const int MaxMessage = 200;

    public static string Of(MembersReport report)
    {
        var table = new TextTable("NODE", "ADDRESS", "ROLES", "STATUS", "VERSION", "NOTES");
        foreach (var member in report.Members)
        {
            var notes = new List<string>();
            if (member.Address == report.Self)
            {
                notes.Add("asked");
            }

            if (member.IsLeader)
            {
                notes.Add("leader");
            }

            if (member.OldestOf.Count > 0)
            {
                notes.Add($"oldest {string.Join(", ", member.OldestOf)}");
            }

            if (!member.IsReachable)
            {
                notes.Add("UNREACHABLE");
            }
            else if (member.Error is { } error)
            {
                notes.Add(error);
            }

            var version = member.Version.Length > 0 ? $"{member.Version} (wire {member.WireVersion})" : $"wire {member.WireVersion}";
            table.Add(member.Name, member.Address, string.Join(", ", member.Roles), member.Status, version, string.Join("; ", notes));
        }

        return table.ToString();
    }

    public static string Shards(InspectionReport report)
    {
        var table = new TextTable("NODE", "OF", "SHARDS", "ENTITIES", "LARGEST") { Numbers = ["SHARDS", "ENTITIES"] };
        foreach (var node in report.Nodes)
        {
            foreach (var shards in (node.Shards ?? []).GroupBy(shard => shard.Region))
            {
                var largest = shards.OrderByDescending(shard => shard.Entities).Take(3).Select(shard => $"{shard.Shard}: {shard.Entities}");
                table.Add(node.Name, shards.Key, $"{shards.Count()}", $"{shards.Sum(shard => shard.Entities)}", string.Join(", ", largest));
            }
        }

        return table + Silent(report);
    }

    public static string Trees(InspectionReport report)
    {
        var table = new TextTable("TREE", "NODE", "PROCESSES", "THREADS", "EVENTS", "WAITING", "UNCONFIRMED", "ACKNOWLEDGED", "EPOCH", "LAST EVENT (UTC)", "NOTES")
        {
            Numbers = ["PROCESSES", "THREADS", "EVENTS", "WAITING", "UNCONFIRMED", "ACKNOWLEDGED"],
        };
        var text = new StringBuilder();
        foreach (var node in report.Nodes)
        {
            foreach (var tree in node.Trees ?? [])
            {
                table.Add(
                    tree.Id,
                    node.Name,
                    $"{tree.Processes}",
                    $"{tree.Threads}",
                    $"{tree.Events}",
                    $"{tree.Waiting}",
                    $"{tree.Unconfirmed}",
                    $"{tree.Acknowledged}",
                    $"{tree.Epoch}",
                    Time(tree.LastEvent),
                    tree.Error ?? (tree.WaitsForCrossing ? "waits for the state of a process" : ""));
            }

            if (node.TreesLeftOut > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{TerminalText.Of(node.Name)}: and {node.TreesLeftOut} more trees");
            }
        }

        return table + text.ToString() + Silent(report);
    }

    public static string Tree(InspectionReport report)
    {
        var text = new StringBuilder();
        foreach (var node in report.Nodes)
        {
            foreach (var tree in node.ProcessTrees ?? [])
            {
                var about = tree.Tree.Error ?? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tree.Tree.Processes} processes, {tree.Tree.Threads} threads; {tree.Tree.Events} events worked off, {tree.Tree.Waiting} messages wait");
                text.AppendLine(CultureInfo.InvariantCulture, $"{TerminalText.Of(tree.Tree.Id)} on {TerminalText.Of(node.Name)}: {TerminalText.Of(about)}");
                text.Append(ProcessTreeText.Of(tree));
            }
        }

        return text + Silent(report);
    }

    public static string Sensors(InspectionReport report)
    {
        var table = new TextTable("SENSOR", "EPOCH", "READ", "EVALUATED", "TREES", "CREDIT USED", "RESTORES", "LOST", "BACKLOG", "NOTES")
        {
            Numbers = ["READ", "EVALUATED", "TREES", "RESTORES"],
        };
        foreach (var sensor in report.Nodes.Select(node => node.Sensor).OfType<SensorReport>())
        {
            var lost = new[]
            {
                (sensor.LostTreeUnavailable, "tree unavailable"), (sensor.LostRecorder, "times by the recorder"), (sensor.CrossingsExpired, "processes without state"),
            };
            table.Add(
                sensor.Name,
                $"{sensor.Epoch}",
                $"{sensor.LastEvent}",
                sensor.Evaluated >= sensor.LastEvent ? $"{sensor.LastEvent}" : $"{sensor.Evaluated}",
                $"{sensor.Trees}",
                $"{Bytes(sensor.CreditUsed)} of {Bytes(sensor.Credit)}",
                $"{sensor.Restores}",
                lost.All(cause => cause.Item1 == 0) ? "0" : string.Join(", ", lost.Where(cause => cause.Item1 > 0).Select(cause => $"{cause.Item1} {cause.Item2}")),
                string.Join(", ", sensor.Backlog.Select(node => $"{node.Key}: {Bytes(node.Value)}")),
                sensor.HasEnded ? "its source has ended" : "");
        }

        return table + Silent(report);
    }

    public static string Alerts(InspectionReport report)
    {
        var counts = new TextTable("NODE", "OF", "STORED", "OPEN", "HELD BACK", "ACCEPTED", "WRITTEN", "WAITING", "REFUSED", "FAILED", "NOTES")
        {
            Numbers = ["STORED", "OPEN", "HELD BACK", "ACCEPTED", "WRITTEN", "WAITING", "REFUSED", "FAILED"],
        };
        foreach (var node in report.Nodes)
        {
            if (node.Alerts?.Store is { } store)
            {
                counts.Add(node.Name, "store", $"{store.Done + store.Open + store.HeldBack}", $"{store.Open}", $"{store.HeldBack}", "", "", "", "", "", store.Error ?? "");
            }

            foreach (var (rule, count) in node.Alerts?.Rules ?? new Dictionary<string, long>())
            {
                counts.Add(node.Name, $"rule {rule}", "", "", "", $"{count}", "", "", "", "", "");
            }

            foreach (var output in node.Alerts?.Outputs ?? [])
            {
                counts.Add(
                    node.Name,
                    $"output {output.Name}",
                    "",
                    "",
                    "",
                    $"{output.Accepted}",
                    $"{output.Written}",
                    $"{output.Waiting}",
                    $"{output.Refused}",
                    $"{output.Failed}",
                    output.Error ?? "");
            }
        }

        // Nodes that share a database show the same alerts.
        var alerts = report.Nodes.SelectMany(node => node.Alerts?.Recent ?? [])
            .DistinctBy(alert => (alert.Sensor, alert.Epoch, alert.Event, alert.Rule))
            .OrderByDescending(alert => alert.Time).ThenByDescending(alert => alert.Event);
        var table = new TextTable("TIME (UTC)", "PRIORITY", "SENSOR", "RULE", "STATE", "MESSAGE");
        foreach (var alert in alerts)
        {
            var message = alert.Message.Length > MaxMessage ? alert.Message[..MaxMessage] + "..." : alert.Message;
            table.Add(Time(alert.Time), alert.Priority, alert.Sensor, alert.Rule, alert.State ?? "", message);
        }

        return $"{counts}{Environment.NewLine}{table}{Silent(report)}";
    }

    /// <summary>The nodes that have not answered.</summary>
    private static string Silent(InspectionReport report)
        => string.Concat(report.Nodes.Where(node => node.Error is not null).Select(node => $"{TerminalText.Of($"{node.Name} {node.Address}".Trim())}: {TerminalText.Of(node.Error!)}{Environment.NewLine}"));

    private static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
    };
}
