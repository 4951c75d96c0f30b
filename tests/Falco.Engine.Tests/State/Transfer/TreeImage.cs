using Falco.Engine.State;

namespace Falco.Engine.Tests.State;

/// <summary>All that a tree holds, as lines of text to compare.</summary>
internal static class TreeImage
{
    public static string[] Of(ProcessTree tree) => [.. Host(tree), .. Threads(tree), .. Groups(tree), .. Rest(tree)];

    public static IEnumerable<string> Host(ProcessTree tree) =>
    [
        $"machine {Members.Describe(tree.Machine)}",
        .. tree.Interfaces.Select(i => $"interface {Members.Describe(i)}"),
        .. tree.Users.Users.Select(u => $"user '{u.Key.Container}' {u.Key.Id} {Members.Describe(u.Value)}").Order(StringComparer.Ordinal),
        .. tree.Users.Groups.Select(g => $"group '{g.Key.Container}' {g.Key.Id} {Members.Describe(g.Value)}").Order(StringComparer.Ordinal),
        .. tree.Containers.All.Select(c => $"container {Members.Describe(c)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>One thread with its links.</summary>
    public static IEnumerable<string> Thread(ThreadInfo thread) => Members.DescribeEach(thread).Select(m => $"thread {thread.Tid} {m}");

    private static IEnumerable<string> Threads(ProcessTree tree) => tree.Threads.All.OrderBy(t => t.Tid).SelectMany(Thread);

    private static IEnumerable<string> Groups(ProcessTree tree) => tree.Threads.Groups.OrderBy(g => g.Pid).Select(
        g => $"group {g.Pid} of {Members.Describe(g.Threads)}, {g.AliveCount} alive, reaper: {g.IsReaper}");

    private static IEnumerable<string> Rest(ProcessTree tree) =>
    [
        $"first timestamp {tree.FirstTimestamp}",
        $"exits {Members.Describe(tree.RecentExits.All.Select(e => $"{e.Key:x} {e.Timestamp}"))}",
        $"undated exit {tree.RecentExits.Undated:x}",
        $"snapshot is open: {tree.Snapshot.IsOpen}, appended: {tree.Snapshot.IsAppended}, ports {Members.Describe(tree.Snapshot.ServerPorts.Order())}",
    ];
}
