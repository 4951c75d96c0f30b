using System.Globalization;
using System.Text;
using Falco.Actors.Cluster.Inspection.Reports;

namespace Falco.Sensor.Commands.Cluster;

/// <summary>The processes of a tree as a tree.</summary>
internal sealed class ProcessTreeText
{
    private const int MaxDepth = 64;
    private const int MaxCommandLine = 160;

    private readonly StringBuilder _text = new();
    private readonly ILookup<long, ProcessReport> _children;
    private readonly HashSet<long> _shown = [];

    private ProcessTreeText(IReadOnlyList<ProcessReport> processes)
    {
        var pids = processes.Select(process => process.Pid).ToHashSet();
        // What has no parent here stands at the top, under a key that no process has.
        _children = processes.OrderBy(process => process.Pid).ToLookup(process => pids.Contains(process.Ppid) && process.Ppid != process.Pid ? process.Ppid : -1);
    }

    /// <summary>The tree's text.</summary>
    public static string Of(ProcessTreeReport tree)
    {
        var text = new ProcessTreeText(tree.Processes);
        foreach (var root in text._children[-1])
        {
            text.Add(root, "", "", 0);
        }

        // Parents that are each other's children would be left out; what watches hostile processes says so.
        foreach (var process in tree.Processes.Where(process => !text._shown.Contains(process.Pid)).OrderBy(process => process.Pid))
        {
            text.Add(process, "", "", 0);
        }

        if (tree.LeftOut > 0)
        {
            text._text.AppendLine(CultureInfo.InvariantCulture, $"... and {tree.LeftOut} more");
        }

        return text._text.ToString();
    }

    private void Add(ProcessReport process, string first, string next, int depth)
    {
        if (!_shown.Add(process.Pid))
        {
            return;
        }

        _text.Append(first).AppendLine(Line(process));
        var children = _children[process.Pid].Where(child => !_shown.Contains(child.Pid)).ToList();
        if (depth == MaxDepth && children.Count > 0)
        {
            _text.Append(next).AppendLine("└─ ... deeper ones follow at the left");
            return;
        }

        for (var i = 0; i < children.Count; i++)
        {
            var isLast = i == children.Count - 1;
            Add(children[i], next + (isLast ? "└─ " : "├─ "), next + (isLast ? "   " : "│  "), depth + 1);
        }
    }

    private static string Line(ProcessReport process)
    {
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{process.Pid} {TerminalText.Of(process.Name)}");
        var command = process.CommandLine.Length > MaxCommandLine ? process.CommandLine[..MaxCommandLine] + "..." : process.CommandLine;
        if (command.Length > 0 && command != process.Name)
        {
            line.Append(CultureInfo.InvariantCulture, $"  {TerminalText.Of(command)}");
        }

        var notes = new List<string>();
        if (process.User.Length > 0)
        {
            notes.Add(TerminalText.Of(process.User));
        }

        if (process.Threads > 1)
        {
            notes.Add($"{process.Threads} threads");
        }

        if (process.HasExited)
        {
            notes.Add("exited");
        }

        if (process.IsForeign)
        {
            notes.Add(process.Container.Length > 0 ? $"of container {TerminalText.Of(process.Container)}" : "of the host");
        }

        return notes.Count > 0 ? line.Append(CultureInfo.InvariantCulture, $"  ({string.Join(", ", notes)})").ToString() : line.ToString();
    }
}
