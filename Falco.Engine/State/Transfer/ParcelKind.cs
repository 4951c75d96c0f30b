namespace Falco.Engine.State;

/// <summary>What a parcel holds. The numbers are part of the format.</summary>
internal enum ParcelKind : byte
{
    /// <summary>Threads, see <see cref="ThreadParcel"/>.</summary>
    Threads = 1,

    /// <summary>What belongs to the machine, see <see cref="HostParcel"/>.</summary>
    Host = 2,

    /// <summary>A whole tree, see <see cref="TreeCheckpoint"/>.</summary>
    Tree = 3,
}
