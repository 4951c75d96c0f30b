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
    /// <param name="directory">Where a relative path starts.</param>
    /// <param name="path">The path as the program gave it.</param>
    /// <param name="openFlags">How it was opened.</param>
    /// <param name="device">Its device, 0 where that is not known.</param>
    /// <param name="inode">Its inode, 0 where that is not known.</param>
    /// <param name="draft">Room for the whole path.</param>
    public FdInfo Get(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> path, uint openFlags, uint device, ulong inode, ScratchText draft)
    {
        if (_entries.Length == 0)
        {
            _entries = new FdInfo?[Capacity];
        }

        ref var entry = ref _entries[Hash(path, openFlags, inode) & (Capacity - 1)];
        var known = entry is { } last
            && last.Inode == inode
            && last.OpenFlags == openFlags
            && last.Device == device
            && last.NameRaw.Span.SequenceEqual(path)
                ? last
                : null;
        var isTooLong = Paths.AreTooLong(directory, path);
        if (known is not null && path is [(byte)'/', ..] && !isTooLong)
        {
            // Wherever the program is, an absolute path leads to the same name.
            return known;
        }

        draft.Clear();
        Paths.Append(draft, directory, path);
        var name = draft.Pending;
        if (known is null || !known.Name.Span.SequenceEqual(name))
        {
            var (ownName, ownPath) = Own(name, path);
            known = new FdInfo
            {
                Type = (openFlags & OpenFlag.Directory) != 0 ? FdType.Directory : FdType.FileV2,
                Flags = ((openFlags & OpenFlag.UpperLayer) != 0 ? FdFlags.OverlayUpper : 0)
                    | ((openFlags & OpenFlag.LowerLayer) != 0 ? FdFlags.OverlayLower : 0),
                OpenFlags = openFlags,
                Name = ownName,
                NameRaw = ownPath,
                Device = device,
                Inode = inode,
            };
            if (!isTooLong)
            {
                entry = known;
            }
        }

        draft.Clear();
        return known;
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

    private static uint Hash(ReadOnlySpan<byte> path, uint openFlags, ulong inode)
    {
        var mix = inode + ((ulong)openFlags << 32) + (uint)path.Length;
        if (path.Length >= sizeof(ulong))
        {
            mix = (mix * 0x9E3779B97F4A7C15UL) ^ MemoryMarshal.Read<ulong>(path[^sizeof(ulong)..]);
        }

        return (uint)((mix * 0xD6E8FEB86659FD93UL) >> 40);
    }
}
