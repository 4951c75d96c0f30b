namespace Falco.Engine.State;

/// <summary>What the threads of a parcel become in the tree that takes them.</summary>
internal enum ParcelUse
{
    /// <summary>Threads of another tree that this one has to know of. What the tree owns itself it knows better.</summary>
    Foreign,

    /// <summary>Threads of this tree from now on.</summary>
    Own,

    /// <summary>What they were when they were written; for an empty tree.</summary>
    Restore,
}
