using System.Buffers.Binary;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// What the machine looked like when the recording began. Its parts arrive in any order and count as whole once the first event
/// follows: only then do parents find their children.
/// </summary>
internal sealed class StartSnapshot(ProcessTree tree)
{
    private readonly HashSet<ushort> _serverPorts = [];

    /// <summary>Whether processes came that have not been tied together yet.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether it is that of a recording that was appended to another one.</summary>
    public bool IsAppended { get; private set; }

    /// <summary>The ports that processes of the machine listen on, as far as lists of descriptors said so.</summary>
    public IReadOnlyCollection<ushort> ServerPorts => _serverPorts;

    /// <summary>Goes on where another snapshot was.</summary>
    public void Resume(bool isOpen, bool isAppended, IEnumerable<ushort> serverPorts)
    {
        IsOpen = isOpen;
        IsAppended = isAppended;
        _serverPorts.UnionWith(serverPorts);
    }

    public void Add(CaptureMetadata metadata)
    {
        tree.LastHostParcel = null;
        switch (metadata)
        {
            case SectionStart:
                tree.Threads.Clear();
                tree.RecentExits.Clear();
                tree.Interfaces.Clear();
                tree.FirstTimestamp = 0;
                IsAppended = true;
                break;
            case MachineInfo machine when machine.IsLive || IsAppended:
                tree.Machine = machine;
                break;
            case ProcessList processes:
                IsOpen = true;
                foreach (var entry in processes.Entries)
                {
                    Add(entry);
                }

                break;
            case FdList descriptors when tree.TracksDescriptors:
                IsOpen = true;
                Add(descriptors);
                break;
            case UserList users:
                foreach (var user in users.Users)
                {
                    tree.Users.SetUser(default, user);
                }

                foreach (var group in users.Groups)
                {
                    tree.Users.SetGroup(default, group);
                }

                break;
            case InterfaceList interfaces:
                tree.Interfaces.Clear();
                tree.Interfaces.AddRange(interfaces.Entries);
                break;
        }
    }

    /// <summary>Ties groups, parents and children together, and finds out who is the server of which connection.</summary>
    public void Complete()
    {
        IsOpen = false;
        foreach (var thread in tree.Threads.All)
        {
            Lineage.Link(tree.Threads, thread);
            ContainerEvents.Attach(tree, thread);
            FixConnections(thread);
        }
    }

    private void Add(ProcessEntry entry)
    {
        if (tree.Threads.Count >= tree.Threads.MaxCount && tree.Threads.Find(entry.Tid) is null)
        {
            return;
        }

        var thread = new ThreadInfo
        {
            Tid = entry.Tid,
            Pid = entry.Pid,
            Ptid = entry.Ptid,
            Sid = entry.Sid,
            Vtid = entry.Vtid,
            Vpid = entry.Vpid,
            Vpgid = entry.Vpgid,
            Pgid = entry.Pgid,
            FdLimit = entry.FdLimit,
            Uid = entry.Uid,
            Gid = entry.Gid,
            LoginUid = entry.LoginUid,
            ExeWritable = entry.ExeWritable,
            ExeUpperLayer = entry.ExeUpperLayer,
            ExeLowerLayer = entry.ExeLowerLayer,
            ExeFromMemfd = entry.ExeFromMemfd,
            CapInheritable = entry.CapInheritable,
            CapPermitted = entry.CapPermitted,
            CapEffective = entry.CapEffective,
            ExeIno = entry.ExeIno,
            ExeInoCtime = entry.ExeInoCtime,
            ExeInoMtime = entry.ExeInoMtime,
            VmSizeKb = entry.VmSizeKb,
            VmRssKb = entry.VmRssKb,
            VmSwapKb = entry.VmSwapKb,
            PfMajor = entry.PfMajor,
            PfMinor = entry.PfMinor,
            Tty = entry.Tty,
            PidnsInitStartTimestamp = entry.PidnsInitStartTimestamp,
            CloneTimestamp = entry.CloneTimestamp,
        };
        var isMain = thread.IsMainThread;
        thread.Flags |= (ThreadFlags)entry.Flags | ThreadFlags.Active;
        Own(thread, entry, isMain);
        tree.Threads.Put(thread);
    }

    /// <summary>Copies the entry's texts; the memory they came in is not the thread's.</summary>
    private void Own(ThreadInfo thread, ProcessEntry entry, bool isMain)
    {
        var comm = UpToNul(entry.Comm);
        var exe = UpToNul(entry.Exe);
        var exePath = ExecEvents.WithoutDeleted(UpToNul(entry.ExePath));
        var args = Params.AsStrings(entry.Args.Span);
        var root = UpToNul(entry.Root);
        var block = new TextBlock(comm.Length + exe.Length + exePath.Length + args.Length + 1 + root.Length);
        thread.Comm = block.Add(comm);
        thread.Exe = block.Add(exe);
        thread.ExePath = block.Add(exePath);
        thread.Args = block.AddStrings(args);
        thread.Root = block.Add(root);
        thread.Cgroups = tree.Cgroups.Normalize(default, default, Params.AsStrings(entry.Cgroups.Span), tree.Context.Draft);
        if (isMain)
        {
            thread.Env = tree.Environments.KeepStrings(default, Params.AsStrings(entry.Env.Span));
            DirectoryEvents.SetDirectory(thread, thread, UpToNul(entry.Cwd), tree.Context.Draft);
        }
    }

    private static ReadOnlySpan<byte> UpToNul(Utf8 text) => PrintableText.UpToNul(text.Span);

    private void Add(FdList descriptors)
    {
        if (tree.Threads.Find(descriptors.Tid) is not { } thread)
        {
            return;
        }

        if (thread.Fds == FdTable.Empty)
        {
            thread.Fds = new FdTable();
        }

        foreach (var entry in descriptors.Entries)
        {
            if (ToFd(entry) is { } info)
            {
                thread.Fds.Set(entry.Fd, info);
                if (info.IsIpServerSocket)
                {
                    _serverPorts.Add(info.Socket.SourcePort);
                }
            }
        }
    }

    private FdInfo? ToFd(FdEntry entry)
    {
        var type = (FdType)entry.Type;
        if (type == FdType.Unknown)
        {
            return null;
        }

        var info = new FdInfo { Type = type, Flags = FdFlags.FromProc, Inode = entry.Inode };
        switch (type)
        {
            case FdType.Ipv4Socket:
            case FdType.Ipv6Socket:
                return Connection(info, entry);
            case FdType.Ipv4ServerSocket:
            case FdType.Ipv6ServerSocket:
                info = info with
                {
                    Socket = new SocketTuple(entry.SourceAddress, entry.SourcePort, 0, 0, (L4Protocol)entry.L4Protocol),
                };
                return info with { Name = Own(SocketNames.AppendServer, info) };
            case FdType.UnixSocket:
                var name = Utf8.Copy(UpToNul(entry.Name));
                return info with
                {
                    Socket = new SocketTuple(entry.SourceAddress, 0, entry.DestinationAddress, 0, default),
                    Name = name,
                    Flags = info.Flags | (name.IsEmpty ? FdFlags.RoleClient : FdFlags.RoleServer),
                };
            case FdType.FileV2:
                return info with { Name = Utf8.Copy(UpToNul(entry.Name)), OpenFlags = entry.OpenFlags, Device = entry.Device };
            case <= FdType.PidFd:
                return info with { Name = Utf8.Copy(UpToNul(entry.Name)) };
            default:
                return info with
                {
                    Type = FdType.Unsupported,
                    Name = new Utf8(Encoding.ASCII.GetBytes($"unknown-type:[{entry.Type}]")),
                };
        }
    }

    private FdInfo Connection(FdInfo info, FdEntry entry)
    {
        if ((L4Protocol)entry.L4Protocol == L4Protocol.Tcp)
        {
            info = info with { Flags = info.Flags | FdFlags.SocketConnected };
        }

        Span<byte> source = stackalloc byte[16];
        Span<byte> destination = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(source, entry.SourceAddress);
        BinaryPrimitives.WriteUInt128LittleEndian(destination, entry.DestinationAddress);
        var ends = new SocketTuple(
            entry.SourceAddress, entry.SourcePort, entry.DestinationAddress, entry.DestinationPort, (L4Protocol)entry.L4Protocol);
        if (info.Type == FdType.Ipv6Socket && SocketText.IsMappedIpv4(source) && SocketText.IsMappedIpv4(destination))
        {
            info = info with { Type = FdType.Ipv4Socket };
            ends = ends with
            {
                SourceAddress = BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
                DestinationAddress = BinaryPrimitives.ReadUInt32LittleEndian(destination[12..]),
            };
        }

        info = info with { Socket = ends };
        return info with { Name = Own(SocketNames.AppendTuple, info) };
    }

    private Utf8 Own(Action<ScratchText, FdInfo> append, FdInfo info)
    {
        var draft = tree.Context.Draft;
        draft.Clear();
        append(draft, info);
        var name = Utf8.Copy(draft.Pending);
        draft.Clear();
        return name;
    }

    /// <summary>
    /// A connection at a port that some process of the machine listens on was accepted there: its source is the client, so
    /// the ends change places. All others were made by their process.
    /// </summary>
    private void FixConnections(ThreadInfo thread)
    {
        foreach (var (fd, known) in thread.Fds)
        {
            var info = known;
            if (info.Type != FdType.Ipv4Socket || !info.HasNoRole || (info.Flags & FdFlags.FromProc) == 0)
            {
                continue;
            }

            var ends = info.Socket;
            if (_serverPorts.Contains(ends.SourcePort))
            {
                info = info with
                {
                    Flags = info.Flags | FdFlags.RoleServer,
                    Socket = new SocketTuple(
                        ends.DestinationAddress, ends.DestinationPort, ends.SourceAddress, ends.SourcePort, ends.Protocol),
                };
                info = info with { Name = Own(SocketNames.AppendTuple, info) };
            }
            else
            {
                info = info with { Flags = info.Flags | FdFlags.RoleClient };
            }

            thread.Fds.Set(fd, info);
        }
    }
}
