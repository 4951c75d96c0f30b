using System.Text;
using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>Looks at the files that processes execute, through <c>/proc/PID/exe</c>: it leads to the file whatever its path is by now.</summary>
internal sealed class ExecutableReader(string procRoot, MountTable mounts, byte[] buffer)
{
    private const ulong CapDacOverride = 1 << 1;
    private const ulong CapFowner = 1 << 3;
    private const int WriteBit = 2;
    private const int MaxMapLength = 4096;

    /// <summary>Folders of layers are those that the machine sees, which may not be those that the sensor does.</summary>
    private readonly byte[] _machineRoot = Encoding.UTF8.GetBytes($"{procRoot}/1/root");

    /// <param name="process">The process's folder.</param>
    /// <param name="path">Where its exe link leads.</param>
    /// <param name="status">What is known of the process.</param>
    public Executable Read(ProcFolder process, Utf8 path, ThreadStatus status)
    {
        if (path.IsEmpty || !process.TryStat("exe\0"u8, out var file))
        {
            return new Executable { Path = path };
        }

        var mount = mounts.Find(file.MountId, process);
        var isUpper = mount?.Overlay is { } overlay ? IsInUpperLayer(overlay, path.Span) : null;
        return new Executable
        {
            Path = path,
            Inode = file.Inode,
            ChangedNs = file.ChangedNs,
            ModifiedNs = file.ModifiedNs,
            IsWritable = mount is not { IsReadOnly: true } && IsWritable(process, file, status),
            IsUpperLayer = isUpper == true,
            IsLowerLayer = isUpper == false,
        };
    }

    /// <summary>Decides as the kernel does, but without access control lists.</summary>
    private bool IsWritable(ProcFolder process, in FileStatus file, ThreadStatus status)
    {
        if (file.IsImmutable)
        {
            return false;
        }

        if (file.Uid == status.FileUid)
        {
            return true; // Who owns a file can give himself the right.
        }

        var mode = status.IsInGroup(file.Gid) ? file.Mode >> 3 : file.Mode;
        if ((mode & WriteBit) != 0)
        {
            return true;
        }

        // A capability reaches the files of those users that the process's user namespace knows.
        var hasOverride = (status.CapEffective & CapDacOverride) != 0;
        var hasOwner = (status.CapEffective & CapFowner) != 0;
        return (hasOverride || hasOwner)
            && IsMapped(process, "uid_map\0"u8, file.Uid)
            && (hasOwner || IsMapped(process, "gid_map\0"u8, file.Gid));
    }

    private bool IsMapped(ProcFolder process, ReadOnlySpan<byte> map, uint id)
    {
        var length = process.Read(map, buffer.AsSpan(0, MaxMapLength));
        var lines = buffer.AsSpan(0, Math.Max(length, 0));
        foreach (var range in lines.Split((byte)'\n'))
        {
            var fields = new ProcFields(lines[range]);
            fields.Skip(1);
            var first = ProcFields.Unsigned(fields.Next());
            var count = ProcFields.Unsigned(fields.Next());
            if (id >= first && id - first < count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the upper layer has the file; null where nobody can tell.</summary>
    private bool? IsInUpperLayer(OverlayMount overlay, ReadOnlySpan<byte> path)
    {
        if (overlay.UpperFolder.IsEmpty)
        {
            return false; // Nothing can be changed there.
        }

        var point = overlay.MountPoint.Span.TrimEnd((byte)'/');
        if (path.EndsWith(" (deleted)"u8) || !path.StartsWith(point) || path.Length == point.Length || path[point.Length] != '/')
        {
            return null;
        }

        ReadOnlySpan<byte> upper =
            [.. _machineRoot, .. overlay.UpperFolder.Span, .. overlay.Root.Span.TrimEnd((byte)'/'), .. path[point.Length..], 0];
        return SystemCalls.Stat(SystemCalls.WorkingDirectory, upper, out var file) == 0 && file.Kind == FileKind.Regular;
    }
}
