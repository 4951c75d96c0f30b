using Falco.Engine.Events;

namespace Falco.Engine.Routing;

/// <summary>
/// One process tree as the router sees it: a totally ordered stream of events and records. What becomes of them is the subclass's
/// business.
/// </summary>
internal abstract class TreeStream(string key)
{
    /// <summary>The tree's key: a container's id, or <c>host/</c> and the machine's name.</summary>
    public string Key { get; } = key;

    /// <summary>How many threads the directory has in this tree.</summary>
    public int ThreadCount { get; set; }

    /// <summary>Puts events in: frames that lie one behind the other.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="first">Number of the first event.</param>
    /// <param name="last">Number of the last event.</param>
    public abstract void Append(ReadOnlySpan<byte> frames, int count, ulong first, ulong last);

    /// <summary>Puts a record in.</summary>
    public abstract void Append(TreeRecord record);

    /// <summary>Sends what is there without waiting for more: another tree waits for what this one will answer.</summary>
    public abstract void Flush();

    /// <summary>The tree has no threads any more and may go once everything that was put in is worked off; more may still come.</summary>
    public abstract void Empty();
}
