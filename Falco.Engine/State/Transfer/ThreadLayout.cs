using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>What a thread is, as bytes: all but how it hangs together with others, and its descriptors.</summary>
internal static class ThreadLayout
{
    public static void Transfer(StateCursor c, ThreadInfo t)
    {
        c.Number(ref t.Pid);
        c.Number(ref t.Ptid);
        c.Number(ref t.ReaperTid);
        c.Number(ref t.Sid);
        c.Number(ref t.Vtid);
        c.Number(ref t.Vpid);
        c.Number(ref t.Vpgid);
        c.Number(ref t.Pgid);
        c.Text(ref t.Comm);
        c.Text(ref t.Exe);
        c.Text(ref t.ExePath);
        c.Text(ref t.Args);
        c.Text(ref t.Env);
        c.Text(ref t.Cgroups);
        c.Text(ref t.Cwd);
        c.Text(ref t.Root);
        c.Text(ref t.ContainerId);
        var flags = (uint)t.Flags;
        c.Number(ref flags);
        t.Flags = (ThreadFlags)flags;
        c.Flag(ref t.ExeWritable);
        c.Flag(ref t.ExeUpperLayer);
        c.Flag(ref t.ExeLowerLayer);
        c.Flag(ref t.ExeFromMemfd);
        c.Number(ref t.FdLimit);
        c.Number(ref t.Uid);
        c.Number(ref t.Gid);
        c.Number(ref t.LoginUid);
        c.Number(ref t.CapPermitted);
        c.Number(ref t.CapEffective);
        c.Number(ref t.CapInheritable);
        c.Number(ref t.ExeIno);
        c.Number(ref t.ExeInoCtime);
        c.Number(ref t.ExeInoMtime);
        c.Number(ref t.ExeInoCtimeDurationCloneTs);
        c.Number(ref t.ExeInoCtimeDurationPidnsStart);
        c.Number(ref t.VmSizeKb);
        c.Number(ref t.VmRssKb);
        c.Number(ref t.VmSwapKb);
        c.Number(ref t.PfMajor);
        c.Number(ref t.PfMinor);
        c.Number(ref t.Tty);
        c.Number(ref t.CloneTimestamp);
        c.Number(ref t.LastExecTimestamp);
        c.Number(ref t.LastAccessTimestamp);
        c.Number(ref t.PidnsInitStartTimestamp);
        c.Number(ref t.LastEventFd);
        var entered = (ushort)t.LastEnterType;
        c.Number(ref entered);
        t.LastEnterType = (EventType)entered;
        c.Bytes(ref t.EnterFrame);
        if (c.IsReading && t.EnterFrame is { } frame && !EventFrame.IsSound(frame))
        {
            c.Fail("an enter event whose lengths do not add up");
        }
    }
}
