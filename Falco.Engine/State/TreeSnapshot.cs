using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// What a tree knows, in the words of a capture's beginning: <see cref="StartSnapshot"/> makes the same of it again. Of the machine itself
/// a tree knows too little to say it.
/// </summary>
internal static class TreeSnapshot
{
    /// <summary>Interfaces, users, processes and descriptors as of the event that was applied last.</summary>
    public static IEnumerable<CaptureMetadata> Of(ProcessTree tree)
    {
        yield return new InterfaceList([.. tree.Interfaces]);
        yield return new UserList(
            [.. tree.Users.Users.Where(user => user.Key.Container.IsEmpty).Select(user => user.Value)],
            [.. tree.Users.Groups.Where(group => group.Key.Container.IsEmpty).Select(group => group.Value)]);

        // Of a stand-in nothing is known that could be told.
        var threads = tree.Threads.ByGroup().Where(thread => !thread.IsInvalid).ToList();
        yield return new ProcessList([.. threads.Select(Of)]);
        var owners = threads.Where(thread => thread.FdOwner == thread && thread.Fds.Count > 0).ToList();
        var listening = owners.SelectMany(owner => owner.Fds.Entries).Where(entry => entry.Value.IsIpServerSocket).Select(entry => entry.Value.Socket.SourcePort).ToHashSet();
        foreach (var owner in owners)
        {
            yield return Of(owner, listening);
        }
    }

    private static ProcessEntry Of(ThreadInfo thread) => new()
    {
        Tid = thread.Tid,
        Pid = thread.Pid,
        Ptid = thread.Ptid,
        Sid = thread.Sid,
        Vpgid = thread.Vpgid,
        Pgid = thread.Pgid,
        Comm = thread.Comm,
        Exe = thread.Exe,
        ExePath = thread.ExePath,
        Args = thread.Args,
        Cwd = thread.MainThread is { Cwd.IsEmpty: false } main ? main.Cwd : Root,
        Env = thread.Env,
        Cgroups = thread.Cgroups,
        Root = thread.Root,
        FdLimit = thread.FdLimit,
        Flags = (uint)thread.Flags,
        Uid = thread.Uid,
        Gid = thread.Gid,
        LoginUid = thread.LoginUid,
        VmSizeKb = thread.VmSizeKb,
        VmRssKb = thread.VmRssKb,
        VmSwapKb = thread.VmSwapKb,
        PfMajor = thread.PfMajor,
        PfMinor = thread.PfMinor,
        Vtid = thread.Vtid,
        Vpid = thread.Vpid,
        PidnsInitStartTimestamp = thread.PidnsInitStartTimestamp,
        Tty = thread.Tty,
        ExeWritable = thread.ExeWritable,
        ExeUpperLayer = thread.ExeUpperLayer,
        ExeLowerLayer = thread.ExeLowerLayer,
        ExeFromMemfd = thread.ExeFromMemfd,
        CapInheritable = thread.CapInheritable,
        CapPermitted = thread.CapPermitted,
        CapEffective = thread.CapEffective,
        ExeIno = thread.ExeIno,
        ExeInoCtime = thread.ExeInoCtime,
        ExeInoMtime = thread.ExeInoMtime,
        CloneTimestamp = thread.CloneTimestamp,
    };

    private static readonly Utf8 Root = Utf8.From("/");

    private static FdList Of(ThreadInfo owner, HashSet<ushort> listening)
    {
        var entries = new List<FdEntry>(owner.Fds.Count);
        foreach (var (fd, info) in owner.Fds)
        {
            if (info.Type is not (FdType.Unknown or FdType.Uninitialized))
            {
                entries.Add(Of(fd, info, listening));
            }
        }

        return new FdList(owner.Tid, entries);
    }

    private static FdEntry Of(long fd, FdInfo info, HashSet<ushort> listening)
    {
        var ends = info.Socket;
        if (info.Type == FdType.Ipv4Socket && (info.Flags & FdFlags.RoleServer) != 0 && listening.Contains(ends.DestinationPort))
        {
            // Lists begin with the end that is here; whoever reads them finds by the port that listens that the other one is the client.
            ends = new SocketTuple(ends.DestinationAddress, ends.DestinationPort, ends.SourceAddress, ends.SourcePort, ends.Protocol);
        }

        return new FdEntry
        {
            Fd = fd,
            Inode = info.Inode,
            Type = (byte)info.Type,
            Name = info.Name,
            OpenFlags = info.OpenFlags,
            Device = info.Device,
            SourceAddress = ends.SourceAddress,
            SourcePort = ends.SourcePort,
            DestinationAddress = ends.DestinationAddress,
            DestinationPort = ends.DestinationPort,
            L4Protocol = (byte)ends.Protocol,
        };
    }
}
