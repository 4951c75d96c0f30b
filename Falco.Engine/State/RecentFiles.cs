using System.Runtime.InteropServices;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The files that were opened last. Programs open the same ones over and over (the loader's cache, libraries, locales): their
/// descriptors share one entry, which neither takes memory again nor has to be collected.
/// </summary>
internal sealed class RecentFiles
{
    private const int Capacity = 512;

    private FdInfo?[] _entries = [];

    /// <summary>The entry for a file, made where it is not among the last.</summary>
    /// <param name="name">The whole path.</param>
    /// <param name="raw">The path as the program gave it.</param>
    /// <param name="openFlags">How it was opened.</param>
    /// <param name="device">Its device, 0 where that is not known.</param>
    /// <param name="inode">Its inode, 0 where that is not known.</param>
    public FdInfo Get(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw, uint openFlags, uint device, ulong inode)
    {
        if (_entries.Length == 0)
        {
            _entries = new FdInfo?[Capacity];
        }

        ref var entry = ref _entries[Hash(name, openFlags, inode) & (Capacity - 1)];
        if (entry is { } known
            && known.Inode == inode
            && known.OpenFlags == openFlags
            && known.Device == device
            && known.Name.Span.SequenceEqual(name)
            && known.NameRaw.Span.SequenceEqual(raw))
        {
            return known;
        }

        var (ownName, ownRaw) = Own(name, raw);
        return entry = new FdInfo
        {
            Type = (openFlags & OpenFlag.Directory) != 0 ? FdType.Directory : FdType.FileV2,
            Flags = ((openFlags & OpenFlag.UpperLayer) != 0 ? FdFlags.OverlayUpper : 0)
                | ((openFlags & OpenFlag.LowerLayer) != 0 ? FdFlags.OverlayLower : 0),
            OpenFlags = openFlags,
            Name = ownName,
            NameRaw = ownRaw,
            Device = device,
            Inode = inode,
        };
    }

    /// <summary>Both names in one buffer; mostly the raw name is the end of the full one.</summary>
    private static (Utf8 Name, Utf8 Raw) Own(ReadOnlySpan<byte> name, ReadOnlySpan<byte> raw)
    {
        if (name.EndsWith(raw))
        {
            var shared = Utf8.Copy(name);
            return (shared, shared.Slice(name.Length - raw.Length));
        }

        var block = new TextBlock(name.Length + raw.Length);
        return (block.Add(name), block.Add(raw));
    }

    private static uint Hash(ReadOnlySpan<byte> name, uint openFlags, ulong inode)
    {
        var mix = inode + ((ulong)openFlags << 32) + (uint)name.Length;
        if (name.Length >= sizeof(ulong))
        {
            mix = (mix * 0x9E3779B97F4A7C15UL) ^ MemoryMarshal.Read<ulong>(name[^sizeof(ulong)..]);
        }

        return (uint)((mix * 0xD6E8FEB86659FD93UL) >> 40);
    }
}
