namespace Falco.Engine.State;

/// <summary>What belongs to the machine, on its way from one tree to another.</summary>
internal static class HostParcel
{
    /// <summary>
    /// The tree's machine, interfaces, users, groups and containers. They change seldom and every checkpoint has them, so the last
    /// parcel is kept for the next time.
    /// </summary>
    public static byte[] Write(ProcessTree tree)
    {
        var versions = (tree.Users.Version, tree.Containers.Version);
        if (tree.LastHostParcel is not { } last || last.Versions != versions)
        {
            var c = new StateCursor(ParcelKind.Host);
            HostImage.Transfer(c, HostImage.Of(tree));
            tree.LastHostParcel = last = (versions, c.ToParcel());
        }

        return last.Parcel;
    }

    /// <summary>Replaces the tree's. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no such parcel; the tree is as it was.</exception>
    public static void Put(ProcessTree tree, ReadOnlyMemory<byte> parcel) => Read(parcel).Put(tree);

    /// <summary>What the parcel says.</summary>
    /// <exception cref="StateFormatException">It is no such parcel.</exception>
    public static HostImage Read(ReadOnlyMemory<byte> parcel)
    {
        var c = new StateCursor(ParcelKind.Host, parcel);
        var host = HostImage.Transfer(c, null);
        c.End();
        return host;
    }
}
