using System.Runtime.InteropServices;

namespace Falco.Sensor.Proc;

/// <summary>What the kernel says of an inode (struct statx, see <c>man 2 statx</c>).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(0)]
    private readonly uint _mask;

    [FieldOffset(8)]
    private readonly ulong _attributes;

    [FieldOffset(20)]
    public readonly uint Uid;

    [FieldOffset(24)]
    public readonly uint Gid;

    [FieldOffset(28)]
    public readonly ushort Mode;

    [FieldOffset(32)]
    public readonly ulong Inode;

    [FieldOffset(40)]
    public readonly ulong Size;

    [FieldOffset(96)]
    private readonly FileTime _changed;

    [FieldOffset(112)]
    private readonly FileTime _modified;

    [FieldOffset(136)]
    public readonly ulong Device;

    [FieldOffset(144)]
    private readonly ulong _mountId;

    /// <summary>The mount that it was found through; 0 where the kernel does not say (before Linux 5.8).</summary>
    public readonly ulong MountId => (_mask & 0x1000) == 0 ? 0 : _mountId;

    /// <summary>Whether nobody may change it, whatever the mode says.</summary>
    public readonly bool IsImmutable => (_attributes & 0x10) != 0;

    /// <summary>When the inode was changed last, in ns since 1970.</summary>
    public readonly ulong ChangedNs => _changed.Nanoseconds;

    /// <summary>When the content was changed last, in ns since 1970.</summary>
    public readonly ulong ModifiedNs => _modified.Nanoseconds;

    public readonly FileKind Kind => (FileKind)(Mode & 0xf000);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct FileTime
    {
        private readonly long _seconds;
        private readonly uint _nanoseconds;
        private readonly int _padding;

        public ulong Nanoseconds => unchecked((ulong)_seconds * 1_000_000_000) + _nanoseconds;
    }
}

/// <summary>The kinds of inodes (S_IFMT); anonymous ones have none.</summary>
internal enum FileKind
{
    None = 0, Fifo = 0x1000, CharacterDevice = 0x2000, Directory = 0x4000, BlockDevice = 0x6000, Regular = 0x8000, Link = 0xa000,
    Socket = 0xc000,
}
