using System.Text.Json;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary><c>falco cluster ...</c>, asked of a node that has an endpoint.</summary>
internal static class Inspection
{
    /// <summary>What changes something takes.</summary>
    public const string Token = "a-token-for-tests";

    /// <summary>HOCON that gives nodes an endpoint.</summary>
    public const string Endpoint = "falco.cluster.management { enabled = on, port = 0, token = \"" + Token + "\" }";

    /// <summary>The answer as JSON.</summary>
    public static async Task<JsonElement> Ask(NodeProcess node, params string[] words)
    {
        using var json = JsonDocument.Parse(await Show(node, words));
        return json.RootElement.Clone();
    }

    /// <summary>The answer as it is printed.</summary>
    public static async Task<string> Show(NodeProcess node, params string[] words)
    {
        using var command = await Run(node, Token, words);
        Assert.True(await command.End(FalcoCluster.Patience) == 0, command.Report);
        return string.Concat(command.Output.Select(line => line + "\n"));
    }

    /// <summary>What is said where it is refused.</summary>
    public static async Task<string> Refused(NodeProcess node, string token, params string[] words)
    {
        using var command = await Run(node, token, words);
        Assert.Equal(1, await command.End(FalcoCluster.Patience));
        return command.Report;
    }

    /// <summary>Asks a node until it shows these members, and no others, as being in.</summary>
    public static async Task UntilUp(NodeProcess node, params string[] names)
    {
        var deadline = DateTime.UtcNow + FalcoCluster.Patience;
        while (true)
        {
            var members = (await Ask(node, "members", "--json")).GetProperty("members").EnumerateArray()
                .Select(member => $"{member.GetProperty("name").GetString()} {member.GetProperty("status").GetString()}").Order(StringComparer.Ordinal).ToList();
            if (members.SequenceEqual(names.Select(name => $"{name} Up")))
            {
                return;
            }

            Assert.True(DateTime.UtcNow < deadline, $"not all are in: {string.Join(", ", members)}\n{node.Report}");
        }
    }

    /// <summary>Asks a node until the trees that live anywhere are these.</summary>
    public static async Task UntilTreesAre(NodeProcess node, params string[] ids)
    {
        var deadline = DateTime.UtcNow + FalcoCluster.Patience;
        while (true)
        {
            var trees = (await Ask(node, "trees", "--json")).GetProperty("nodes").EnumerateArray().SelectMany(asked => asked.GetProperty("trees").EnumerateArray().ToArray())
                .Select(tree => tree.GetProperty("id").GetString()!).Order(StringComparer.Ordinal).ToList();
            if (trees.SequenceEqual(ids))
            {
                return;
            }

            Assert.True(DateTime.UtcNow < deadline, $"there are others: {string.Join(", ", trees)}\n{node.Report}");
        }
    }

    private static async Task<NodeProcess> Run(NodeProcess node, string token, string[] words)
    {
        var said = await node.WaitFor("Management endpoint: ", FalcoCluster.Patience);
        var environment = new Dictionary<string, string> { ["FALCO_MANAGEMENT"] = said[(said.LastIndexOf(' ') + 1)..], ["FALCO_MANAGEMENT_TOKEN"] = token };
        return new NodeProcess("cluster", Programs.Falco, environment, ["cluster", .. words]);
    }
}
