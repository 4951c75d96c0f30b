using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Commands.Cluster;

/// <summary><c>falco cluster ...</c>: how the nodes of a cluster are, asked of one of them.</summary>
internal sealed record ClusterCommand
{
    /// <summary>The node to ask.</summary>
    public required string Node { get; init; }

    /// <summary>Allows to change something; null for none.</summary>
    public required string? Token { get; init; }

    /// <summary>Whether to print what the node answers as it is.</summary>
    public required bool Json { get; init; }

    public int Members() => Show("/cluster/members", InspectionJson.Default.MembersReport, ClusterTables.Of);

    public int Shards() => Show("/cluster/shards", InspectionJson.Default.InspectionReport, ClusterTables.Shards);

    public int Trees(int? count) => Show($"/cluster/trees{Limit('?', count)}", InspectionJson.Default.InspectionReport, ClusterTables.Trees);

    public int Tree(string id) => Show($"/cluster/tree?id={Uri.EscapeDataString(id)}", InspectionJson.Default.InspectionReport, ClusterTables.Tree);

    public int Sensors() => Show("/cluster/sensors", InspectionJson.Default.InspectionReport, ClusterTables.Sensors);

    public int Alerts(string? rule, int? count) => Show(
        $"/cluster/alerts?rule={Uri.EscapeDataString(rule ?? "")}{Limit('&', count)}", InspectionJson.Default.InspectionReport, ClusterTables.Alerts);

    public int Leave(string? node) => Change($"/cluster/leave?node={Uri.EscapeDataString(node ?? "")}");

    public int Down(string node) => Change($"/cluster/down?node={Uri.EscapeDataString(node)}");

    private static string Limit(char before, int? count) => count is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{before}limit={limit}") : "";

    private int Show<T>(string path, JsonTypeInfo<T> type, Func<T, string> text) => Print(client => client.Get(path), type, text);

    private int Change(string path) => Print(
        client => client.Post(path), InspectionJson.Default.MessageReport, message => $"{TerminalText.Of(message.Done ?? "")}{Environment.NewLine}");

    /// <exception cref="ConfigurationException">The node does not answer, or says what is wrong.</exception>
    private int Print<T>(Func<ManagementClient, Task<byte[]>> ask, JsonTypeInfo<T> type, Func<T, string> text)
    {
        using var client = new ManagementClient(Node, Token);
        var answer = ask(client).GetAwaiter().GetResult();
        // Read and written anew in both cases: what comes from the network is not for the terminal as it is.
        var report = client.Read(answer, type);
        Console.Out.Write(Json ? Indented(report, type) : text(report));
        return 0;
    }

    private static string Indented<T>(T report, JsonTypeInfo<T> type)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            JsonSerializer.Serialize(json, report, type);
        }

        return Encoding.UTF8.GetString(text.ToArray()) + Environment.NewLine;
    }
}
