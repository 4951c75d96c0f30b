using System.Text;
using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>
/// Where the machine's control groups are mounted, and where in them the sensor is: in a container of its own it sees the paths of
/// others relative to its own group (<c>/../../system.slice</c>), which makes them useless until the sensor's path is put before them.
/// </summary>
internal sealed class CgroupHierarchy
{
    private const int MaxRemembered = 100_000;
    private const int MaxSearched = 50_000;

    private readonly byte[] _buffer;
    private readonly byte[] _mount = [];
    private readonly Dictionary<Utf8, Utf8[]> _controllers = [];
    private readonly Dictionary<string, Utf8> _own = [];
    private readonly string _machineRoot;

    /// <param name="procRoot">Where /proc of the machine is mounted.</param>
    /// <param name="proc">The folder.</param>
    /// <param name="buffer">Room to work in.</param>
    public CgroupHierarchy(string procRoot, ProcFolder proc, byte[] buffer)
    {
        _buffer = buffer;

        // The machine's own mounts are those that its first process sees.
        _machineRoot = $"{procRoot}/1/root";
        var isInNamespace = IsInNamespace(proc);
        using var lines = proc.ReadLines("1/mounts\0"u8, new byte[64 * 1024]);
        while (lines.TryNext(out var line))
        {
            var fields = new ProcFields(line);
            fields.Skip(1);
            var point = MountText.Unescape(fields.Next());
            var type = fields.Next();
            var options = Encoding.UTF8.GetString(fields.Next());
            if (type.SequenceEqual("cgroup"u8))
            {
                if (isInNamespace)
                {
                    FindSelf(point, options.Split(','));
                }
            }
            else if (type.SequenceEqual("cgroup2"u8) && Controllers.Length == 0)
            {
                _mount = [.. Encoding.UTF8.GetBytes(_machineRoot), .. point.Span];
                _controllers.Clear();
                Controllers = ControllersOf("/"u8);
                if (isInNamespace)
                {
                    FindSelf(point, [""]);
                }
            }
        }
    }

    /// <summary>The controllers of version 2 that the machine has; none where they are all of version 1.</summary>
    public Utf8[] Controllers { get; } = [];

    /// <summary>The controllers of version 2 that govern a group as such; none where it is gone.</summary>
    public Utf8[] ControllersOf(ReadOnlySpan<byte> group)
    {
        byte[] key = [.. group];
        if (_controllers.TryGetValue(new Utf8(key), out var known))
        {
            return known;
        }

        ReadOnlySpan<byte> path = [.. _mount, .. group, .. "/cgroup.controllers\0"u8];
        var found = new List<Utf8>();
        var file = path[..^1].Contains((byte)0) ? SystemCalls.NoEntry : SystemCalls.Open(SystemCalls.WorkingDirectory, path, isDirectory: false);
        if (file >= 0)
        {
            var length = SystemCalls.Read(file, _buffer);
            SystemCalls.Close(file);
            var names = _buffer.AsSpan(0, Math.Max(length, 0)).TrimEnd((byte)'\n');
            for (var fields = new ProcFields(names); fields.Next() is { IsEmpty: false } name;)
            {
                found.Add(Utf8.Copy(name));
            }
        }

        Utf8[] controllers = [.. found];
        if (_controllers.Count < MaxRemembered)
        {
            _controllers.Add(new Utf8(key), controllers);
        }

        return controllers;
    }

    /// <summary>The path of a group from the machine's root group on.</summary>
    /// <param name="controllers">The hierarchy's controllers as <c>/proc/PID/cgroup</c> has them; none for version 2.</param>
    /// <param name="path">The path that the sensor sees.</param>
    public ReadOnlySpan<byte> Absolute(ReadOnlySpan<byte> controllers, ReadOnlySpan<byte> path)
    {
        if (_own.Count == 0)
        {
            return path;
        }

        var comma = controllers.IndexOf((byte)',');
        var first = Encoding.UTF8.GetString(comma < 0 ? controllers : controllers[..comma]);
        return _own.TryGetValue(first, out var own) ? Join(own.Span, path) : path;
    }

    /// <summary>Goes up from a group by every <c>/..</c> that a path begins with, and on by the rest.</summary>
    internal static ReadOnlySpan<byte> Join(ReadOnlySpan<byte> group, ReadOnlySpan<byte> path)
    {
        group = group.TrimEnd((byte)'/');
        while (path.StartsWith("/.."u8) && (path.Length == 3 || path[3] == '/'))
        {
            path = path[3..];
            var slash = group.LastIndexOf((byte)'/');
            group = slash < 0 ? default : group[..slash];
        }

        path = path.SequenceEqual("/"u8) ? default : path;
        return group.IsEmpty && path.IsEmpty ? "/"u8 : (byte[])[.. group, .. path];
    }

    private bool IsInNamespace(ProcFolder proc)
    {
        var length = proc.ReadLink("self/ns/cgroup\0"u8, _buffer);
        if (length <= 0)
        {
            return false;
        }

        var own = _buffer.AsSpan(0, length).ToArray();
        length = proc.ReadLink("1/ns/cgroup\0"u8, _buffer);
        return length > 0 && !_buffer.AsSpan(0, length).SequenceEqual(own);
    }

    /// <summary>
    /// Finds the group that the sensor is in, by looking through the machine's groups for its process: nothing in /proc says it. Without
    /// it, paths stay as they are.
    /// </summary>
    private void FindSelf(Utf8 mountPoint, IReadOnlyList<string> controllers)
    {
        var top = _machineRoot + mountPoint;
        var self = Environment.ProcessId.ToString();
        var pending = new Stack<string>([top]);
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        for (var searched = 0; searched < MaxSearched && pending.TryPop(out var folder); searched++)
        {
            try
            {
                if (File.ReadLines($"{folder}/cgroup.procs").Contains(self))
                {
                    var path = Utf8.From(folder[top.Length..]);
                    foreach (var controller in controllers)
                    {
                        _own.TryAdd(controller, path);
                    }

                    return;
                }

                foreach (var child in Directory.EnumerateDirectories(folder, "*", options))
                {
                    pending.Push(child);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The group was removed meanwhile, or is of threads and does not list processes: the sensor is in another one.
            }
        }
    }
}
