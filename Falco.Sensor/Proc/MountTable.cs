using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>A mount, as far as it matters for the files on it.</summary>
/// <param name="Device">The device as events have it: minor number, major number and the minor one's high bits.</param>
/// <param name="IsReadOnly">Whether nothing on the file system can be written to, whatever the mount.</param>
/// <param name="Overlay">For the file systems of containers: how their layers lie; null for others.</param>
internal sealed record Mount(uint Device, bool IsReadOnly, OverlayMount? Overlay);

/// <summary>An overlay file system.</summary>
/// <param name="MountPoint">Where it is mounted in the processes' eyes.</param>
/// <param name="Root">What of the file system is mounted there.</param>
/// <param name="UpperFolder">The folder of what was changed, in the eyes of the machine; empty where nothing can be changed.</param>
internal sealed record OverlayMount(Utf8 MountPoint, Utf8 Root, Utf8 UpperFolder);

/// <summary>
/// The mounts of the machine by their numbers. A namespace's mounts are read with the first number that is not known, out of
/// <c>/proc/PID/mountinfo</c> (see <c>man 5 proc_pid_mountinfo</c>).
/// </summary>
internal sealed class MountTable(byte[] buffer)
{
    private const int MaxCount = 100_000;

    private readonly Dictionary<ulong, Mount> _mounts = [];
    private readonly HashSet<ulong> _namespaces = [];

    /// <summary>The mount with a number; null where neither the process nor those before it see one: files may lie on mounts of others.</summary>
    public Mount? Find(ulong id, ProcFolder process)
    {
        if (id == 0)
        {
            return null;
        }

        if (_mounts.TryGetValue(id, out var mount))
        {
            return mount;
        }

        process.TryStat("ns/mnt\0"u8, out var status);
        if (!_namespaces.Add(status.Inode))
        {
            return null;
        }

        using var lines = process.ReadLines("mountinfo\0"u8, buffer);
        while (_mounts.Count < MaxCount && lines.TryNext(out var line))
        {
            Add(line);
        }

        return _mounts.GetValueOrDefault(id);
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        var fields = new ProcFields(line);
        var id = ProcFields.Unsigned(fields.Next());
        fields.Skip(1);
        var device = fields.Next();
        var root = fields.Next();
        var point = fields.Next();
        fields.Skip(1);
        while (fields.Next() is { IsEmpty: false } optional && !optional.SequenceEqual("-"u8))
        {
        }

        var type = fields.Next();
        fields.Skip(1);
        var options = fields.Next();
        var colon = device.IndexOf((byte)':');
        if (id == 0 || colon < 0)
        {
            return;
        }

        var overlay = type.SequenceEqual("overlay"u8)
            ? new OverlayMount(MountText.Unescape(point), MountText.Unescape(root), MountText.Unescape(Option(options, "upperdir="u8)))
            : null;
        _mounts[id] = new Mount(
            DeviceNumber((uint)ProcFields.Unsigned(device[..colon]), (uint)ProcFields.Unsigned(device[(colon + 1)..])),
            options.SequenceEqual("ro"u8) || options.StartsWith("ro,"u8),
            overlay);
    }

    private static uint DeviceNumber(uint major, uint minor) => (minor & 0xff) | (major << 8) | ((minor & ~0xffu) << 12);

    private static ReadOnlySpan<byte> Option(ReadOnlySpan<byte> options, ReadOnlySpan<byte> name)
    {
        foreach (var range in options.Split((byte)','))
        {
            var option = options[range];
            if (option.StartsWith(name))
            {
                return option[name.Length..];
            }
        }

        return default;
    }
}
