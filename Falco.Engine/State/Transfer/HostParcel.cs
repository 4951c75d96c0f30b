namespace Falco.Engine.State;

/// <summary>What belongs to the machine, on its way from one tree to another.</summary>
internal static class HostParcel
{
    /// <summary>The tree's machine, interfaces, users, groups and containers.</summary>
    public static byte[] Write(ProcessTree tree)
    {
        var c = new StateCursor(ParcelKind.Host);
        HostImage.Transfer(c, HostImage.Of(tree));
        return c.ToParcel();
    }

    /// <summary>Replaces the tree's. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no such parcel; the tree is as it was.</exception>
    public static void Put(ProcessTree tree, ReadOnlyMemory<byte> parcel)
    {
        var c = new StateCursor(ParcelKind.Host, parcel);
        var host = HostImage.Transfer(c, null);
        c.End();
        host.Put(tree);
    }
}
