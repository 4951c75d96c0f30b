using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Descriptors as bytes. Tables of forks are written each in full, but a descriptor that they share only once.</summary>
internal static class FdLayout
{
    private static readonly FdInfo Blank = new();

    /// <summary>The number of a descriptor and a reference to it.</summary>
    private const int MinEntrySize = 2;

    public static FdTable Transfer(StateCursor c, FdTable table)
    {
        var count = c.Count(table.Count, MinEntrySize);
        if (!c.IsReading)
        {
            foreach (var (fd, info) in table)
            {
                var number = fd;
                c.Number(ref number);
                c.Shared(info, Transfer);
            }

            return table;
        }

        if (count > FdTable.MaxCount)
        {
            c.Fail($"{count} descriptors of one process");
        }

        var read = count == 0 ? FdTable.Empty : new FdTable();
        for (var i = 0; i < count; i++)
        {
            var number = 0;
            c.Number(ref number);
            if (c.Shared<FdInfo>(null, Transfer) is not { } info)
            {
                c.Fail("a descriptor that is missing");
                break;
            }

            read.Set(number, info);
        }

        return read;
    }

    public static FdInfo Transfer(StateCursor c, FdInfo? info)
    {
        info ??= Blank;
        var type = (byte)info.Type;
        var flags = (uint)info.Flags;
        var openFlags = info.OpenFlags;
        var name = info.Name;
        var nameRaw = info.NameRaw;
        var device = info.Device;
        var mountId = info.MountId;
        var inode = info.Inode;
        var pid = info.Pid;
        c.Byte(ref type);
        c.Number(ref flags);
        c.Number(ref openFlags);
        c.OwnText(ref name);
        RawName(c, ref nameRaw, name);
        c.Number(ref device);
        c.Number(ref mountId);
        c.Number(ref inode);
        c.Number(ref pid);
        var socket = Transfer(c, info.SocketBytes);
        return !c.IsReading ? info : new FdInfo
        {
            Type = (FdType)type,
            Flags = (FdFlags)flags,
            OpenFlags = openFlags,
            Name = name,
            NameRaw = nameRaw,
            Device = device,
            MountId = mountId,
            Inode = inode,
            Pid = pid,
            SocketBytes = socket,
        };
    }

    /// <summary>The path as the program gave it is mostly the end of the whole one, if not all of it.</summary>
    private static void RawName(StateCursor c, ref Utf8 nameRaw, Utf8 name)
    {
        var isEnd = name.Span.EndsWith(nameRaw.Span);
        c.Flag(ref isEnd);
        if (!isEnd)
        {
            c.OwnText(ref nameRaw);
            return;
        }

        var length = (uint)nameRaw.Length;
        c.Number(ref length);
        if (length > name.Length)
        {
            c.Fail("a path that is longer than the one it is the end of");
        }

        nameRaw = name.Slice(name.Length - (int)length);
    }

    private static SocketBytes Transfer(StateCursor c, SocketBytes bytes)
    {
        var isSocket = bytes != default;
        c.Flag(ref isSocket);
        if (!isSocket)
        {
            return default;
        }

        var (word0, word1, word2, word3, word4) = bytes;
        c.Word(ref word0);
        c.Word(ref word1);
        c.Word(ref word2);
        c.Word(ref word3);
        c.Word(ref word4);
        return new SocketBytes(word0, word1, word2, word3, word4);
    }
}
