namespace Falco.Sensor.Proc;

/// <summary>
/// What <c>/proc/PID/status</c> says of a thread (see <c>man 5 proc_pid_status</c>). The name in it is no danger: the kernel writes
/// newlines in it as <c>\n</c>.
/// </summary>
internal ref struct ThreadStatus
{
    public long Pid { get; private set; }

    public long ParentPid { get; private set; }

    /// <summary>How many threads the process has.</summary>
    public long Threads { get; private set; }

    /// <summary>Effective user.</summary>
    public uint Uid { get; private set; }

    /// <summary>Effective group.</summary>
    public uint Gid { get; private set; }

    /// <summary>The user that access to files counts for.</summary>
    public uint FileUid { get; private set; }

    /// <summary>The group that access to files counts for.</summary>
    public uint FileGid { get; private set; }

    /// <summary>The other groups, as text.</summary>
    public ReadOnlySpan<byte> Groups { get; private set; }

    /// <summary>The thread's number in its own pid namespace; 0 where the kernel does not say (before Linux 4.1).</summary>
    public long VirtualTid { get; private set; }

    /// <summary>The process's number in its own pid namespace.</summary>
    public long VirtualPid { get; private set; }

    /// <summary>The process group's number in the process's own pid namespace.</summary>
    public long VirtualProcessGroup { get; private set; }

    /// <summary>Whether the process is in a pid namespace below the one that /proc shows.</summary>
    public bool IsInPidNamespace { get; private set; }

    public ulong CapInheritable { get; private set; }

    public ulong CapPermitted { get; private set; }

    public ulong CapEffective { get; private set; }

    public uint VmSizeKb { get; private set; }

    public uint VmRssKb { get; private set; }

    public uint VmSwapKb { get; private set; }

    /// <summary>Reads the lines that are known, in any order.</summary>
    public static ThreadStatus Parse(ReadOnlySpan<byte> text)
    {
        var status = new ThreadStatus();
        while (!text.IsEmpty)
        {
            var newline = text.IndexOf((byte)'\n');
            var line = newline < 0 ? text : text[..newline];
            text = newline < 0 ? default : text[(newline + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                status.Add(line[..colon], line[(colon + 1)..]);
            }
        }

        return status;
    }

    /// <summary>Whether the thread is in a group, as far as access to files counts.</summary>
    public readonly bool IsInGroup(uint gid)
    {
        if (gid == FileGid)
        {
            return true;
        }

        for (var groups = new ProcFields(Groups); groups.Next() is { IsEmpty: false } group;)
        {
            if (ProcFields.Unsigned(group) == gid)
            {
                return true;
            }
        }

        return false;
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var fields = new ProcFields(value);
        switch (key)
        {
            case [(byte)'T', ..] when key.SequenceEqual("Tgid"u8):
                Pid = fields.NextNumber();
                break;
            case [(byte)'P', ..] when key.SequenceEqual("PPid"u8):
                ParentPid = fields.NextNumber();
                break;
            case [(byte)'T', ..] when key.SequenceEqual("Threads"u8):
                Threads = fields.NextNumber();
                break;
            case [(byte)'U', ..] when key.SequenceEqual("Uid"u8):
                (Uid, FileUid) = EffectiveAndFile(fields);
                break;
            case [(byte)'G', ..] when key.SequenceEqual("Gid"u8):
                (Gid, FileGid) = EffectiveAndFile(fields);
                break;
            case [(byte)'G', ..] when key.SequenceEqual("Groups"u8):
                Groups = value;
                break;
            case [(byte)'N', ..]:
                AddVirtual(key, fields);
                break;
            case [(byte)'C', ..]:
                AddCapability(key, fields.Next());
                break;
            case [(byte)'V', ..]:
                AddMemory(key, fields.Next());
                break;
        }
    }

    private static (uint Effective, uint File) EffectiveAndFile(ProcFields fields)
    {
        fields.Skip(1);
        var effective = (uint)ProcFields.Unsigned(fields.Next());
        fields.Skip(1);
        return (effective, (uint)ProcFields.Unsigned(fields.Next()));
    }

    /// <summary>A number for each pid namespace from that of /proc on to the thread's own, which is the one that events have.</summary>
    private void AddVirtual(ReadOnlySpan<byte> key, ProcFields fields)
    {
        var last = fields.Next();
        var count = 1;
        while (fields.Next() is { IsEmpty: false } next)
        {
            last = next;
            count++;
        }

        if (key.SequenceEqual("NSpid"u8))
        {
            VirtualTid = ProcFields.Number(last);
            IsInPidNamespace = count > 1;
        }
        else if (key.SequenceEqual("NStgid"u8))
        {
            VirtualPid = ProcFields.Number(last);
        }
        else if (key.SequenceEqual("NSpgid"u8))
        {
            VirtualProcessGroup = ProcFields.Number(last);
        }
    }

    private void AddCapability(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("CapInh"u8))
        {
            CapInheritable = ProcFields.Hex(value);
        }
        else if (key.SequenceEqual("CapPrm"u8))
        {
            CapPermitted = ProcFields.Hex(value);
        }
        else if (key.SequenceEqual("CapEff"u8))
        {
            CapEffective = ProcFields.Hex(value);
        }
    }

    private void AddMemory(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("VmSize"u8))
        {
            VmSizeKb = (uint)ProcFields.Unsigned(value);
        }
        else if (key.SequenceEqual("VmRSS"u8))
        {
            VmRssKb = (uint)ProcFields.Unsigned(value);
        }
        else if (key.SequenceEqual("VmSwap"u8))
        {
            VmSwapKb = (uint)ProcFields.Unsigned(value);
        }
    }
}
