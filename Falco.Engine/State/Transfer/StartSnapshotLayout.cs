namespace Falco.Engine.State;

/// <summary>How far the start snapshot has come, as bytes.</summary>
internal static class StartSnapshotLayout
{
    public static StartSnapshot Transfer(StateCursor c, StartSnapshot snapshot)
    {
        var isOpen = snapshot.IsOpen;
        c.Flag(ref isOpen);
        var isAppended = snapshot.IsAppended;
        c.Flag(ref isAppended);
        var ports = c.Many([.. snapshot.ServerPorts], Port);
        if (c.IsReading)
        {
            snapshot.Resume(isOpen, isAppended, ports);
        }

        return snapshot;
    }

    private static ushort Port(StateCursor c, ushort port)
    {
        c.Number(ref port);
        return port;
    }
}
