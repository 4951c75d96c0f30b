using System.Buffers;
using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>
/// The control groups of threads as runs of <c>controller=path</c>, a NUL after each: one for every controller, be it of version 1
/// (a hierarchy for each) or 2 (one hierarchy for all). Paths count from the machine's root group. The threads of a container have
/// the same ones, so that what was found for a content of <c>/proc/PID/cgroup</c> is remembered.
/// </summary>
internal sealed class CgroupReader(CgroupHierarchy hierarchy, byte[] buffer)
{
    /// <summary>How long a run is at most, as in Falco.</summary>
    private const int MaxLength = 4096;

    private const int MaxRemembered = 10_000;

    private readonly Dictionary<Utf8, Utf8> _runs = [];
    private readonly ArrayBufferWriter<byte> _draft = new(MaxLength);

    /// <summary>The run of the thread; empty where its kernel has no control groups or nobody may read them.</summary>
    public Utf8 Read(ProcFolder thread)
    {
        var length = thread.Read("cgroup\0"u8, buffer.AsSpan(0, MaxLength));
        if (length <= 0)
        {
            return default;
        }

        if (_runs.TryGetValue(new Utf8(buffer, 0, length), out var run))
        {
            return run;
        }

        var content = Utf8.Copy(buffer.AsSpan(0, length));
        run = RunOf(content.Span);
        if (_runs.Count < MaxRemembered)
        {
            _runs.Add(content, run);
        }

        return run;
    }

    /// <summary>Lines are <c>NUMBER:CONTROLLER[,CONTROLLER…]:PATH</c>; that of version 2 has no controllers.</summary>
    private Utf8 RunOf(ReadOnlySpan<byte> content)
    {
        _draft.ResetWrittenCount();
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            var first = line.IndexOf((byte)':');
            var second = first < 0 ? -1 : line[(first + 1)..].IndexOf((byte)':');
            if (second < 0)
            {
                continue;
            }

            var controllers = line.Slice(first + 1, second);
            var path = line[(first + second + 2)..];
            if (!controllers.IsEmpty)
            {
                AppendVersion1(controllers, path);
            }
            else if (line.StartsWith("0:"u8))
            {
                AppendVersion2(path);
            }
        }

        return Utf8.Copy(_draft.WrittenSpan);
    }

    private void AppendVersion1(ReadOnlySpan<byte> controllers, ReadOnlySpan<byte> path)
    {
        var absolute = hierarchy.Absolute(controllers, path);
        foreach (var range in controllers.Split((byte)','))
        {
            Append(controllers[range], absolute);
        }
    }

    /// <summary>
    /// A controller that is not switched on in the group governs it in the nearest group above where it is: that one's path is the
    /// controller's.
    /// </summary>
    private void AppendVersion2(ReadOnlySpan<byte> path)
    {
        if (hierarchy.Controllers.Length == 0)
        {
            return;
        }

        var missing = new List<Utf8>(hierarchy.Controllers);
        var group = hierarchy.Absolute(default, path);
        while (true)
        {
            var enabled = hierarchy.ControllersOf(group);
            foreach (var controller in enabled)
            {
                if (missing.Remove(controller))
                {
                    Append(controller.Span, group);
                }
            }

            var slash = group.LastIndexOf((byte)'/');
            if (missing.Count == 0 || slash < 0 || group.Length == 1)
            {
                break;
            }

            group = group[..Math.Max(slash, 1)];
        }
    }

    private void Append(ReadOnlySpan<byte> controller, ReadOnlySpan<byte> path)
    {
        if (_draft.WrittenCount + controller.Length + path.Length + 2 > MaxLength)
        {
            return;
        }

        _draft.Write(controller);
        _draft.Write("="u8);
        _draft.Write(path);
        _draft.Write("\0"u8);
    }
}
