using System.CommandLine;
using Falco.Sensor.Commands.Cluster;

namespace Falco.Sensor.CommandLine;

/// <summary>The words of <c>falco cluster</c>.</summary>
internal sealed class ClusterSubcommand
{
    private readonly Option<string> _node = new("--node")
    {
        Description = "The node to ask: its management endpoint. FALCO_MANAGEMENT in the environment is the same.",
        HelpName = "HOST:PORT",
        Recursive = true,
        DefaultValueFactory = _ => FromEnvironment("FALCO_MANAGEMENT") ?? ManagementClient.DefaultNode,
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The node's token, for what changes something. FALCO_MANAGEMENT_TOKEN in the environment is the same, and is seen by fewer people.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON.", Recursive = true };

    private ClusterSubcommand()
    {
    }

    /// <summary>The command.</summary>
    public static Command Create() => new ClusterSubcommand().Command();

    private static string? FromEnvironment(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static Option<int?> Count(string description) => new("-n")
    {
        Description = description, HelpName = "COUNT", CustomParser = result => PositiveNumber.Parse(result, int.MaxValue),
    };

    private Command Command()
    {
        var command = new Command("cluster", "Shows how the nodes of a cluster are, asked of one of them, and lets them leave.") { _node, _token, _json };
        command.Subcommands.Add(Plain("members", "The nodes: roles, status, versions; which one leads, and which are the oldest of their role.", c => c.Members()));
        command.Subcommands.Add(Plain("shards", "Which node has which shards of trees and rules, and how many are in them.", c => c.Shards()));
        command.Subcommands.Add(Trees());
        command.Subcommands.Add(Tree());
        command.Subcommands.Add(Plain("sensors", "What sensors have read, keep, and have lost.", c => c.Sensors()));
        command.Subcommands.Add(Alerts());
        command.Subcommands.Add(Leave());
        command.Subcommands.Add(Down());
        return command;
    }

    private Command Plain(string name, string description, Func<ClusterCommand, int> run)
    {
        var command = new Command(name, description);
        command.SetAction(line => run(Of(line)));
        return command;
    }

    private Command Trees()
    {
        var count = Count("How many of each node; those with most events.");
        var command = new Command("trees", "The process trees that are awake, and how far they are.") { count };
        command.SetAction(line => Of(line).Trees(line.GetValue(count)));
        return command;
    }

    private Command Tree()
    {
        var id = new Argument<string>("ID") { Description = "The tree's id, or the part behind the bar: for most the container's id." };
        var command = new Command("tree", "The processes of a tree.") { id };
        command.SetAction(line => Of(line).Tree(line.GetRequiredValue(id)));
        return command;
    }

    private Command Alerts()
    {
        var rule = new Option<string?>("--rule") { Description = "Only alerts of this rule.", HelpName = "RULE" };
        var count = Count("How many of the last alerts; 20 without it.");
        var command = new Command("alerts", "How many alerts there are, what the outputs have made of them, and the last ones.") { rule, count };
        command.SetAction(line => Of(line).Alerts(line.GetValue(rule), line.GetValue(count)));
        return command;
    }

    private Command Leave()
    {
        var node = new Argument<string?>("NODE")
        {
            Description = "Its name or address; without it the node that is asked.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("leave", "Lets a node end in order: what lives there moves to others. It takes the token.") { node };
        command.SetAction(line => Of(line).Leave(line.GetValue(node)));
        return command;
    }

    private Command Down()
    {
        var node = new Argument<string>("NODE") { Description = "Its name or address." };
        var command = new Command("down", "Puts a node out that is gone for good. It takes the token.") { node };
        command.SetAction(line => Of(line).Down(line.GetRequiredValue(node)));
        return command;
    }

    private ClusterCommand Of(ParseResult line) => new()
    {
        Node = line.GetValue(_node)!,
        Token = line.GetValue(_token) ?? FromEnvironment("FALCO_MANAGEMENT_TOKEN"),
        Json = line.GetValue(_json),
    };
}
