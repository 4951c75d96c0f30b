using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>What a metadata block of a capture says. One subtype per kind of block.</summary>
public abstract record CaptureMetadata;

/// <summary>
/// Another recording begins, as in captures that were appended to one another: nothing said or seen so far holds any more,
/// only the event numbers go on. Not given for a capture's first section.
/// </summary>
public sealed record SectionStart : CaptureMetadata;

/// <summary>The machine that the capture was recorded on.</summary>
public sealed record MachineInfo(uint Cpus, ulong MemoryBytes, ulong MaxPid, string HostName, ulong BootTimestamp, ulong Flags) : CaptureMetadata
{
    /// <summary>
    /// Whether it is the machine that the sensor runs on. What a recording says of its machine counts for nothing, as in Falco, unless
    /// it was appended to another one: the name is empty then, and times are not converted from the start of the machine.
    /// </summary>
    public bool IsLive { get; init; }
}

/// <summary>The processes and threads that ran when the recording began, or some of them: long lists come in parts.</summary>
public sealed record ProcessList(IReadOnlyList<ProcessEntry> Entries) : CaptureMetadata;

/// <summary>
/// One thread of a process list. Members that the block's version lacks have the values that Falco gives them. Texts are
/// slices of memory of the entry's own. Arguments, environment and control groups are runs of strings that end with a NUL each,
/// which the last one may lack.
/// </summary>
public sealed record ProcessEntry
{
#pragma warning disable CS1591 // The members are the format's; see docs/capture-format.md.
    public long Tid { get; init; }
    public long Pid { get; init; }
    public long Ptid { get; init; }
    public long Sid { get; init; } = -1;
    public long Vpgid { get; init; } = -1;
    public long Pgid { get; init; } = -1;
    public Utf8 Comm { get; init; }
    public Utf8 Exe { get; init; }
    public Utf8 ExePath { get; init; }
    public Utf8 Args { get; init; }
    public Utf8 Cwd { get; init; }
    public Utf8 Env { get; init; }
    public Utf8 Cgroups { get; init; }
    public Utf8 Root { get; init; }
    public long FdLimit { get; init; } = -1;
    public uint Flags { get; init; }
    public uint Uid { get; init; } = uint.MaxValue;
    public uint Gid { get; init; } = uint.MaxValue;
    public uint LoginUid { get; init; } = uint.MaxValue;
    public uint VmSizeKb { get; init; }
    public uint VmRssKb { get; init; }
    public uint VmSwapKb { get; init; }
    public ulong PfMajor { get; init; }
    public ulong PfMinor { get; init; }
    public long Vtid { get; init; } = -1;
    public long Vpid { get; init; } = -1;
    public ulong PidnsInitStartTimestamp { get; init; }
    public uint Tty { get; init; }
    public bool ExeWritable { get; init; }
    public bool ExeUpperLayer { get; init; }
    public bool ExeLowerLayer { get; init; }
    public bool ExeFromMemfd { get; init; }
    public ulong CapInheritable { get; init; }
    public ulong CapPermitted { get; init; }
    public ulong CapEffective { get; init; }
    public ulong ExeIno { get; init; }
    public ulong ExeInoCtime { get; init; }
    public ulong ExeInoMtime { get; init; }

    /// <summary>When the thread was made, in ns since 1970; 0 where it is not known. Captures do not say it, a running machine does.</summary>
    public ulong CloneTimestamp { get; init; }
#pragma warning restore CS1591
}

/// <summary>The open descriptors of one process.</summary>
public sealed record FdList(long Tid, IReadOnlyList<FdEntry> Entries) : CaptureMetadata;

/// <summary>
/// One descriptor of an <see cref="FdList"/>. Addresses hold 4 or 16 bytes in network order (by type) in the low bytes; for unix
/// sockets they are the kernel's pointers.
/// </summary>
public sealed record FdEntry
{
#pragma warning disable CS1591
    public long Fd { get; init; }
    public ulong Inode { get; init; }
    public byte Type { get; init; }
    public Utf8 Name { get; init; }
    public uint OpenFlags { get; init; }
    public uint Device { get; init; }
    public UInt128 SourceAddress { get; init; }
    public UInt128 DestinationAddress { get; init; }
    public ushort SourcePort { get; init; }
    public ushort DestinationPort { get; init; }
    public byte L4Protocol { get; init; }
#pragma warning restore CS1591
}

/// <summary>Users and groups of the machine; replaces what an earlier list said.</summary>
public sealed record UserList(IReadOnlyList<UserEntry> Users, IReadOnlyList<GroupEntry> Groups) : CaptureMetadata;

/// <summary>A user.</summary>
public sealed record UserEntry(uint Uid, uint Gid, Utf8 Name, Utf8 Home, Utf8 Shell);

/// <summary>A group.</summary>
public sealed record GroupEntry(uint Gid, Utf8 Name);

/// <summary>Network interfaces of the machine; replaces what an earlier list said.</summary>
public sealed record InterfaceList(IReadOnlyList<InterfaceEntry> Entries) : CaptureMetadata;

/// <summary>An interface with one address of 4 or 16 bytes in network order.</summary>
public sealed record InterfaceEntry(Utf8 Name, Utf8 Address, Utf8 Netmask, Utf8 Broadcast, ulong LinkSpeed);
