using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Actors.Cluster.Inspection.Reports;

namespace Falco.Actors.Cluster.Inspection.Endpoint;

/// <summary>What the management endpoint answers: a status and JSON.</summary>
internal sealed class ManagementAnswers(ClusterInspection inspection, ManagementAccess access)
{
    private const int MaxSubject = 1024;
    private const int DefaultAlerts = 20;

    /// <summary>Answers a request.</summary>
    public async Task<(int Status, byte[] Json)> Answer(string method, string path, NameValueCollection query, string? authorization)
    {
        var changes = path is "/cluster/leave" or "/cluster/down";
        if (access.Refusal(changes || method != "GET", authorization) is var (refused, why))
        {
            return Wrong(refused, why);
        }

        var subject = query[changes ? "node" : path == "/cluster/tree" ? "id" : "rule"] ?? "";
        if (subject.Length > MaxSubject)
        {
            return Wrong(400, $"The name is longer than {MaxSubject} characters");
        }

        var limit = 0;
        if (query["limit"] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit == 0))
        {
            return Wrong(400, "limit is no number above 0");
        }

        return path switch
        {
            "/cluster/members" or "/cluster/shards" or "/cluster/leave" or "/cluster/down" when !inspection.HasCluster
                => Wrong(409, "This node is in no cluster: falco.cluster.enabled = on, or seeds, make it one of one. trees, tree, sensors and alerts can be asked for"),
            "/cluster/leave" or "/cluster/down" => method == "POST" ? await Change(path, subject).ConfigureAwait(false) : Wrong(405, $"{path} takes POST"),
            _ when method != "GET" => Wrong(405, "This takes GET"),
            "/cluster/members" => Right(await inspection.AskMembers().ConfigureAwait(false), InspectionJson.Default.MembersReport),
            "/cluster/shards" => await Ask(InspectionTopics.Shards, "", 0, RoleNames.Detector, RoleNames.Alerts).ConfigureAwait(false),
            "/cluster/trees" => await Ask(InspectionTopics.Trees, "", limit == 0 ? NodeInspection.MaxTrees : limit, RoleNames.Detector).ConfigureAwait(false),
            "/cluster/tree" => await Tree(subject).ConfigureAwait(false),
            "/cluster/sensors" => await Ask(InspectionTopics.Sensors, "", 0, RoleNames.Sensor).ConfigureAwait(false),
            "/cluster/alerts" => await Ask(InspectionTopics.Alerts, subject, limit == 0 ? DefaultAlerts : limit, RoleNames.Alerts).ConfigureAwait(false),
            _ => Wrong(404, "There is /cluster/members, shards, trees, tree?id=ID, sensors, alerts; and by POST /cluster/leave, down?node=NODE"),
        };
    }

    /// <summary>An answer that says what is wrong.</summary>
    public static (int Status, byte[] Json) Wrong(int status, string error)
        => (status, JsonSerializer.SerializeToUtf8Bytes(new MessageReport { Error = error }, InspectionJson.Default.MessageReport));

    private static (int Status, byte[] Json) Right<T>(T report, JsonTypeInfo<T> type) => (200, JsonSerializer.SerializeToUtf8Bytes(report, type));

    private async Task<(int Status, byte[] Json)> Ask(string topic, string subject, int limit, params string[] roles)
        => Right(await inspection.Ask(topic, subject, limit, roles).ConfigureAwait(false), InspectionJson.Default.InspectionReport);

    private async Task<(int Status, byte[] Json)> Tree(string id)
    {
        if (id.Length == 0)
        {
            return Wrong(400, "Which tree? /cluster/tree?id=ID; /cluster/trees has their ids");
        }

        var report = await inspection.Ask(InspectionTopics.Tree, id, 0, RoleNames.Detector).ConfigureAwait(false);
        if (report.Nodes.Any(node => node.ProcessTrees is { Count: > 0 }))
        {
            return Right(report, InspectionJson.Default.InspectionReport);
        }

        var silent = report.Nodes.Where(node => node.Error is not null).Select(node => $"{node.Address} {node.Error}").ToList();
        return Wrong(404, $"No tree {id} is awake on any node{(silent.Count > 0 ? $"; {string.Join("; ", silent)}" : "")}. trees shows their ids");
    }

    private async Task<(int Status, byte[] Json)> Change(string path, string node)
    {
        if (path == "/cluster/down" && node.Length == 0)
        {
            return Wrong(400, "Which node? /cluster/down?node=NODE");
        }

        var result = await (path == "/cluster/down" ? inspection.Down(node) : inspection.Leave(node)).ConfigureAwait(false);
        return (result.Error is null ? 200 : 404, JsonSerializer.SerializeToUtf8Bytes(result, InspectionJson.Default.MessageReport));
    }
}
