using System.Diagnostics;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>Nodes with addresses of their own: a network namespace for each, joined by a bridge in another one. A node can be cut off.</summary>
internal sealed class NodeNetwork : IDisposable
{
    private readonly string _prefix = $"fa{Environment.ProcessId % 100000}";
    private readonly List<string> _nodes = [];

    /// <summary>Makes the network.</summary>
    /// <param name="nodes">The names of the nodes.</param>
    public NodeNetwork(params string[] nodes)
    {
        Skip.IfNot(Environment.UserName == "root", "network namespaces take root");
        Skip.IfNot(File.Exists("/sbin/ip") || File.Exists("/usr/sbin/ip") || File.Exists("/bin/ip"), "there is no ip to make networks with");
        try
        {
            Ip("netns", "add", Hub);
        }
        catch (InvalidOperationException e)
        {
            Skip.If(true, $"the machine lets nobody make network namespaces: {e.Message}");
        }

        In(Hub, "ip", "link", "add", "hub", "type", "bridge");
        In(Hub, "ip", "link", "set", "hub", "up");
        foreach (var node in nodes)
        {
            Add(node);
        }
    }

    private string Hub => $"{_prefix}-hub";

    /// <summary>The node's address.</summary>
    public string AddressOf(string node) => $"10.77.0.{_nodes.IndexOf(node) + 1}";

    /// <summary>What runs a program as a node.</summary>
    public (string Program, string[] Arguments) Within(string node, string program, string[] arguments)
        => ("nsenter", [$"--net=/run/netns/{NamespaceOf(node)}", program, .. arguments]);

    /// <summary>Cuts a node off.</summary>
    public void Cut(string node) => In(Hub, "ip", "link", "set", PortOf(node), "down");

    /// <summary>Heals the cut.</summary>
    public void Heal(string node) => In(Hub, "ip", "link", "set", PortOf(node), "up");

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            Ip("netns", "delete", NamespaceOf(node));
        }

        Ip("netns", "delete", Hub);
    }

    private static void Ip(params string[] arguments) => Run("ip", arguments);

    private static void In(string space, params string[] command) => Run("nsenter", [$"--net=/run/netns/{space}", .. command]);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
        }
    }

    private void Add(string node)
    {
        _nodes.Add(node);
        var space = NamespaceOf(node);
        Ip("netns", "add", space);
        In(space, "ip", "link", "set", "lo", "up");
        In(space, "ip", "link", "add", "eth0", "type", "veth", "peer", "name", PortOf(node), "netns", Hub);
        In(space, "ip", "address", "add", $"{AddressOf(node)}/24", "dev", "eth0");
        In(space, "ip", "link", "set", "eth0", "up");
        In(Hub, "ip", "link", "set", PortOf(node), "master", "hub", "up");
    }

    private string NamespaceOf(string node) => $"{_prefix}-{node}";

    private string PortOf(string node) => $"p{_nodes.IndexOf(node)}";
}
