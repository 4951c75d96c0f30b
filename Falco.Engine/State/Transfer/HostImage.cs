using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>What belongs to the machine and not to one of its trees.</summary>
internal sealed record HostImage(
    MachineInfo? Machine,
    IReadOnlyList<InterfaceEntry> Interfaces,
    IReadOnlyList<(Utf8 Container, UserEntry Entry)> Users,
    IReadOnlyList<(Utf8 Container, GroupEntry Entry)> Groups,
    IReadOnlyList<Container> Containers)
{
    private static readonly HostImage Empty = new(null, [], [], [], []);

    public static HostImage Of(ProcessTree tree) => new(
        tree.Machine,
        tree.Interfaces,
        [.. tree.Users.Users.Select(u => (u.Key.Container, u.Value))],
        [.. tree.Users.Groups.Select(g => (g.Key.Container, g.Value))],
        [.. tree.Containers.All]);

    public static HostImage Transfer(StateCursor c, HostImage? host)
    {
        host ??= Empty;
        return new(
            c.Shared(host.Machine, HostLayout.Transfer),
            c.Many(host.Interfaces, HostLayout.Transfer),
            c.Many<(Utf8, UserEntry)>(host.Users, static (c, user) => HostLayout.Transfer(c, user)),
            c.Many<(Utf8, GroupEntry)>(host.Groups, static (c, group) => HostLayout.Transfer(c, group)),
            c.Many(host.Containers, ContainerLayout.Transfer));
    }

    /// <summary>Replaces what the tree has.</summary>
    public void Put(ProcessTree tree)
    {
        tree.LastHostParcel = null;
        tree.Machine = Machine;
        tree.Interfaces.Clear();
        tree.Interfaces.AddRange(Interfaces);
        tree.Users.Clear();
        foreach (var (container, user) in Users)
        {
            tree.Users.SetUser(container, user);
        }

        foreach (var (container, group) in Groups)
        {
            tree.Users.SetGroup(container, group);
        }

        tree.Containers.Clear();
        foreach (var container in Containers)
        {
            tree.Containers.Set(container);
        }
    }
}
