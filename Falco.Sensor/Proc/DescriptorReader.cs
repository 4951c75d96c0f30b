using System.Buffers.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Sensor.Proc;

/// <summary>
/// Reads the descriptors of a process. What kind one is tells where its link in <c>/proc/PID/fd</c> leads, and for what has a path
/// the inode there.
/// </summary>
internal sealed class DescriptorReader(ProcFolder proc, SocketTable sockets, MountTable mounts, byte[] buffer, ScanCounts counts)
{
    private const int MaxPathLength = 1023;
    private const int MaxInfoLength = 512;

    private readonly List<int> _numbers = [];

    /// <summary>The descriptors; null where the process has none, is gone or may not be read.</summary>
    public FdList? Read(int pid)
    {
        using var process = proc.Open(pid);
        using var descriptors = process?.Open("fd\0"u8);
        using var infos = process?.Open("fdinfo\0"u8);
        if (process is null || descriptors is null || infos is null)
        {
            return null;
        }

        if (!descriptors.ReadNumbers(_numbers, buffer, FdTable.MaxCount))
        {
            counts.LeftOut++;
        }

        var entries = new List<FdEntry>(_numbers.Count);
        foreach (var fd in _numbers)
        {
            // One that cannot be read was closed meanwhile.
            if (Read(fd, process, descriptors, infos) is { } entry)
            {
                entries.Add(entry);
            }
        }

        counts.Descriptors += entries.Count;
        return entries.Count == 0 ? null : new FdList(pid, entries);
    }

    private FdEntry? Read(int fd, ProcFolder process, ProcFolder descriptors, ProcFolder infos)
    {
        Span<byte> target = stackalloc byte[MaxPathLength];
        var length = descriptors.ReadLink(fd, target);
        if (length <= 0)
        {
            return null;
        }

        ReadOnlySpan<byte> link = target[..length];
        if (TryReadInode(link, "socket:["u8, out var inode))
        {
            sockets.AddNamespaceOf(process);
            return sockets.Find(fd, inode);
        }

        if (TryReadInode(link, "pipe:["u8, out inode))
        {
            return new FdEntry { Fd = fd, Type = (byte)FdType.Fifo, Inode = inode, Name = Utf8.Copy(link) };
        }

        var isThere = descriptors.TryStat(fd, out var file);
        if (link.StartsWith("anon_inode:"u8))
        {
            return new FdEntry { Fd = fd, Type = (byte)AnonymousType(link["anon_inode:".Length..]), Inode = file.Inode };
        }

        return isThere ? OfInode(fd, link, file, process, infos) : null;
    }

    private FdEntry OfInode(int fd, ReadOnlySpan<byte> link, in FileStatus file, ProcFolder process, ProcFolder infos)
    {
        var entry = new FdEntry { Fd = fd, Inode = file.Inode };
        switch (file.Kind)
        {
            case FileKind.Fifo:
                return entry with { Type = (byte)FdType.Fifo, Name = Utf8.Copy(link) };
            case FileKind.Directory:
                return entry with { Type = (byte)FdType.Directory, Name = Utf8.Copy(link) };
            case FileKind.Socket:
                return entry with { Type = (byte)FdType.Unsupported, Name = Utf8.Copy(link) };
            case FileKind.Regular or FileKind.BlockDevice or FileKind.CharacterDevice or FileKind.Link:
                if (link.StartsWith("/memfd:"u8))
                {
                    return entry with { Type = (byte)FdType.MemFd, Name = Utf8.Copy(link) };
                }

                var (flags, mountId) = ReadInfo(fd, infos);
                return entry with
                {
                    Type = (byte)FdType.FileV2,
                    Name = Utf8.Copy(link),
                    OpenFlags = flags,
                    Device = mounts.Find(mountId, process)?.Device ?? 0,
                };
            default:
                return entry with { Type = (byte)FdType.Unsupported };
        }
    }

    private (uint Flags, ulong MountId) ReadInfo(int fd, ProcFolder infos)
    {
        var length = infos.Read(fd, buffer.AsSpan(0, MaxInfoLength));
        ReadOnlySpan<byte> text = buffer.AsSpan(0, Math.Max(length, 0));
        var flags = 0u;
        var mountId = 0UL;
        foreach (var range in text.Split((byte)'\n'))
        {
            var fields = new ProcFields(text[range]);
            var key = fields.Next();
            if (key.SequenceEqual("flags:"u8))
            {
                flags = OpenFlags.ToSchema((uint)ProcFields.Octal(fields.Next()));
            }
            else if (key.SequenceEqual("mnt_id:"u8))
            {
                mountId = ProcFields.Unsigned(fields.Next());
            }
        }

        return (flags, mountId);
    }

    /// <summary>Reads a link such as <c>pipe:[77]</c>. Paths begin with a slash.</summary>
    private static bool TryReadInode(ReadOnlySpan<byte> link, ReadOnlySpan<byte> prefix, out ulong inode)
    {
        inode = 0;
        return link.StartsWith(prefix)
            && Utf8Parser.TryParse(link[prefix.Length..], out inode, out var used)
            && link[(prefix.Length + used)..].SequenceEqual("]"u8);
    }

    private static FdType AnonymousType(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("[eventfd]"u8) => FdType.Event,
        _ when name.SequenceEqual("[eventpoll]"u8) => FdType.EventPoll,
        _ when name.SequenceEqual("inotify"u8) => FdType.Inotify,
        _ when name.SequenceEqual("[signalfd]"u8) => FdType.SignalFd,
        _ when name.SequenceEqual("[timerfd]"u8) => FdType.TimerFd,
        _ when name.SequenceEqual("[io_uring]"u8) => FdType.IoUring,
        _ when name.SequenceEqual("[userfaultfd]"u8) => FdType.UserFaultFd,
        _ when name.SequenceEqual("[pidfd]"u8) => FdType.PidFd,
        _ when name.StartsWith("bpf-"u8) || name.StartsWith("bpf_"u8) => FdType.Bpf,
        _ => FdType.Unsupported,
    };
}
