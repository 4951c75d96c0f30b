using System.Text;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>What people see of a tree's state.</summary>
internal static class ProcessTreeView
{
    private const int MaxText = 512;

    /// <summary>Adds what the state says to a report.</summary>
    /// <param name="report">The report of the tree's actor.</param>
    /// <param name="tree">The state; null where the tree has none.</param>
    /// <param name="most">How many processes to show at most.</param>
    public static ProcessTreeReport Of(TreeReport report, ProcessTree? tree, int most)
    {
        if (tree is null)
        {
            return new ProcessTreeReport(report, [], 0);
        }

        ulong last = 0;
        var threads = 0;
        var processes = new Dictionary<long, (ThreadInfo First, int Threads)>();
        foreach (var thread in tree.Threads.All)
        {
            if (thread.Pid < 0)
            {
                // Nothing is known of it but its id.
                continue;
            }

            if (!thread.IsForeign)
            {
                threads++;
                last = Math.Max(last, thread.LastAccessTimestamp);
            }

            var known = processes.GetValueOrDefault(thread.Pid);
            processes[thread.Pid] = (known.First is null || thread.IsMainThread ? thread : known.First, known.Threads + 1);
        }

        var shown = most == 0
            ? []
            : processes.Values
                .OrderBy(process => process.First.IsForeign).ThenBy(process => process.First.Pid)
                .Take(most)
                .Select(process => Of(process.First, process.Threads, tree));
        return new ProcessTreeReport(
            report with
            {
                Processes = processes.Values.Count(process => !process.First.IsForeign),
                Threads = threads,
                LastEvent = last == 0 ? null : DateTime.UnixEpoch.AddTicks((long)(last / 100)),
            },
            [.. shown],
            Math.Max(0, processes.Count - most));
    }

    private static ProcessReport Of(ThreadInfo thread, int threads, ProcessTree tree) => new()
    {
        Pid = thread.Pid,
        Vpid = thread.Vpid,
        Ppid = thread.Ptid,
        Name = Text(thread.Comm),
        ExePath = Text(thread.ExePath),
        CommandLine = CommandLine(thread),
        User = tree.Users.FindUser(thread.ContainerId, thread.Uid) is { } user ? Text(user.Name) : thread.Uid == uint.MaxValue ? "" : $"{thread.Uid}",
        Container = Text(thread.ContainerId),
        Threads = threads,
        Descriptors = thread.Fds.Count,
        IsForeign = thread.IsForeign,
        HasExited = thread.IsDead,
    };

    private static string CommandLine(ThreadInfo thread)
    {
        var arguments = Text(thread.Args).TrimEnd('\0').Replace('\0', ' ');
        var exe = Text(thread.Exe);
        return arguments.Length == 0 ? exe : $"{exe} {arguments}";
    }

    /// <summary>As it is: whoever shows it to people escapes what a terminal would obey.</summary>
    private static string Text(Utf8 text) => Encoding.UTF8.GetString(text.Span[..Math.Min(text.Length, MaxText)]);
}
