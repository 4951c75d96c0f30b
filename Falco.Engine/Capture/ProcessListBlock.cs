using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>The process list block, versions 1 to 9.</summary>
internal static class ProcessListBlock
{
    /// <summary>
    /// What the members that follow the capabilities' end take in the earliest files with entry lengths. Those with more
    /// bytes left have two members put in before them.
    /// </summary>
    private const int OldTailLength = 29;

    /// <summary>The version of a process list block, 0 for other blocks.</summary>
    public static int VersionOf(BlockType type) => type switch
    {
        BlockType.ProcessListV1 or BlockType.ProcessListV1Old => 1,
        BlockType.ProcessListV2 or BlockType.ProcessListV2Old => 2,
        BlockType.ProcessListV3 or BlockType.ProcessListV3Old => 3,
        BlockType.ProcessListV4 => 4,
        BlockType.ProcessListV5 => 5,
        BlockType.ProcessListV6 => 6,
        BlockType.ProcessListV7 => 7,
        BlockType.ProcessListV8 => 8,
        BlockType.ProcessListV9 => 9,
        _ => 0,
    };

    /// <summary>
    /// Reads the entries that begin in the first <paramref name="limit"/> bytes. A <paramref name="read"/> short of the body's
    /// end says that there are more.
    /// </summary>
    /// <returns>False where an entry does not fit; <paramref name="read"/> is where it starts.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, int version, int limit, out ProcessList list, out int read)
    {
        var entries = new List<ProcessEntry>();
        list = new ProcessList(entries);
        read = 0;
        while (body.Length - read >= 4 && read < limit)
        {
            if (!TryReadEntry(body[read..], version, out var entry, out var length))
            {
                return false;
            }

            entries.Add(entry);
            read += length;
        }

        if (body.Length - read < 4)
        {
            read = body.Length;
        }

        return true;
    }

    /// <summary>Writes entries from <paramref name="first"/> on, in today's version, until the block has <paramref name="limit"/> bytes.</summary>
    /// <param name="writer">Takes the block.</param>
    /// <param name="list">The list.</param>
    /// <param name="first">The first entry to be written.</param>
    /// <param name="limit">How long the block should at most become; one entry is always written.</param>
    /// <param name="next">The first entry that was not written.</param>
    /// <returns>The block's length.</returns>
    public static int Write(BlockWriter writer, ProcessList list, int first, int limit, out int next)
    {
        writer.Begin(BlockType.ProcessListV9);
        for (next = first; next < list.Entries.Count && (next == first || writer.BlockLength < limit); next++)
        {
            WriteEntry(writer, list.Entries[next]);
        }

        return writer.End();
    }

    private static void WriteEntry(BlockWriter writer, ProcessEntry process)
    {
        var entry = writer.BeginEntry();
        writer.Number(process.Tid);
        writer.Number(process.Pid);
        writer.Number(process.Ptid);
        writer.Number(process.Sid);
        writer.Number(process.Vpgid);
        writer.Text(process.Comm.Span, TextLimits.Path);
        writer.Text(process.Exe.Span, TextLimits.Path);
        writer.Text(process.ExePath.Span, TextLimits.Path);
        writer.Text(process.Args.Span, TextLimits.Strings);
        writer.Text(process.Cwd.Span, TextLimits.Path);
        writer.Number(process.FdLimit);
        writer.Number(process.Flags);
        writer.Number(process.Uid);
        writer.Number(process.Gid);
        writer.Number(process.VmSizeKb);
        writer.Number(process.VmRssKb);
        writer.Number(process.VmSwapKb);
        writer.Number(process.PfMajor);
        writer.Number(process.PfMinor);
        writer.Text(process.Env.Span, TextLimits.Strings);
        writer.Number(process.Vtid);
        writer.Number(process.Vpid);
        writer.Text(process.Cgroups.Span, TextLimits.Strings);
        writer.Text(process.Root.Span, TextLimits.Path);
        writer.Number(process.PidnsInitStartTimestamp);
        writer.Number(process.Tty);
        writer.Number(process.LoginUid);
        writer.Number(process.ExeWritable);
        writer.Number(process.CapInheritable);
        writer.Number(process.CapPermitted);
        writer.Number(process.CapEffective);
        writer.Number(process.ExeUpperLayer);
        writer.Number(process.ExeIno);
        writer.Number(process.ExeInoCtime);
        writer.Number(process.ExeInoMtime);
        writer.Number(process.ExeFromMemfd);
        writer.Number(process.ExeLowerLayer);
        writer.Number(process.Pgid);
        writer.EndEntry(entry);
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> bytes, int version, out ProcessEntry entry, out int length)
    {
        var cursor = new BlockCursor(bytes);
        var announced = version >= 9 ? cursor.U32() : 0;
        long tid = cursor.I64(), pid = cursor.I64(), ptid = cursor.I64();
        var sid = version >= 6 ? cursor.I64() : -1;
        var vpgid = version >= 8 ? cursor.I64() : -1;
                var comm = cursor.TextSlice();
        var exe = cursor.TextSlice();
        var exePath = version >= 7 ? cursor.TextSlice() : default;
        var args = cursor.StringsSlice();
        var cwd = cursor.TextSlice();
        var fdLimit = cursor.I64();
        uint flags = cursor.U32(), uid = cursor.U32(), gid = cursor.U32();
        uint vmSize = 0, vmRss = 0, vmSwap = 0;
        ulong pfMajor = 0, pfMinor = 0;
        if (version >= 2)
        {
            vmSize = cursor.U32();
            vmRss = cursor.U32();
            vmSwap = cursor.U32();
            pfMajor = cursor.U64();
            pfMinor = cursor.U64();
        }

        var env = version >= 3 ? cursor.StringsSlice() : default;
        long vtid = -1, vpid = -1;
        BlockSlice cgroups = default;
        if (version >= 4)
        {
            vtid = cursor.I64();
            vpid = cursor.I64();
            cgroups = cursor.StringsSlice();
        }

        var root = version >= 5 ? cursor.TextSlice() : default;
        length = cursor.Position;
        if (cursor.IsPastEnd || (announced != 0 && (announced < length || announced > bytes.Length)))
        {
            entry = new ProcessEntry();
            return false;
        }

        var memory = bytes[comm.Start..length].ToArray();
        var tail = new Tail(announced == 0 ? default : bytes[length..(int)announced]);
        length = announced == 0 ? length : (int)announced;
        var hasInterleaved = tail.Remaining > OldTailLength;
        entry = new ProcessEntry
        {
            Tid = tid,
            Pid = pid,
            Ptid = ptid,
            Sid = sid,
            Vpgid = vpgid,
            Comm = comm.Of(memory, comm.Start),
            Exe = exe.Of(memory, comm.Start),
            ExePath = exePath.Of(memory, comm.Start),
            Args = args.Of(memory, comm.Start),
            Cwd = cwd.Of(memory, comm.Start),
            FdLimit = fdLimit,
            Flags = flags,
            Uid = uid,
            Gid = gid,
            VmSizeKb = vmSize,
            VmRssKb = vmRss,
            VmSwapKb = vmSwap,
            PfMajor = pfMajor,
            PfMinor = pfMinor,
            Env = env.Of(memory, comm.Start),
            Vtid = vtid,
            Vpid = vpid,
            Cgroups = cgroups.Of(memory, comm.Start),
            Root = root.Of(memory, comm.Start),
            PidnsInitStartTimestamp = hasInterleaved ? tail.U64() : 0,
            Tty = hasInterleaved ? tail.U32() : 0,
            LoginUid = tail.U32(uint.MaxValue),
            ExeWritable = tail.Bool(),
            CapInheritable = tail.U64(),
            CapPermitted = tail.U64(),
            CapEffective = tail.U64(),
            ExeUpperLayer = tail.Bool(),
            ExeIno = tail.U64(),
            ExeInoCtime = tail.U64(),
            ExeInoMtime = tail.U64(),
            ExeFromMemfd = tail.Bool(),
            ExeLowerLayer = tail.Bool(),
            Pgid = tail.I64(-1),
        };
        return true;
    }

    /// <summary>The members that an entry has only while its length lasts: one that does not fit is left out, and the next is tried.</summary>
    private ref struct Tail(ReadOnlySpan<byte> bytes)
    {
        private BlockCursor _cursor = new(bytes);

        public readonly int Remaining => _cursor.Remaining;

        public bool Bool() => Remaining >= 1 && _cursor.U8() != 0;

        public uint U32(uint otherwise = 0) => Remaining >= 4 ? _cursor.U32() : otherwise;

        public ulong U64() => Remaining >= 8 ? _cursor.U64() : 0;

        public long I64(long otherwise) => Remaining >= 8 ? _cursor.I64() : otherwise;
    }
}
