namespace Falco.Engine.State;

/// <summary>A thread group as bytes, without its threads.</summary>
internal static class GroupLayout
{
    public static ThreadGroup Transfer(StateCursor c, ThreadGroup? group)
    {
        var pid = group?.Pid ?? 0;
        var isReaper = group?.IsReaper ?? false;
        var alive = group?.AliveCount ?? 0;
        c.Number(ref pid);
        c.Flag(ref isReaper);
        c.Number(ref alive);
        return group ?? new ThreadGroup { Pid = pid, IsReaper = isReaper, AliveCount = alive };
    }
}
