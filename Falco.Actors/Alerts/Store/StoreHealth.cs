using Akka.Event;

namespace Falco.Actors.Alerts.Store;

/// <summary>Whether a node's store works: what all its alert actors meet with is said once, when it begins and when it is over.</summary>
internal sealed class StoreHealth(ILoggingAdapter log)
{
    private long _since;

    /// <summary>Whether it works.</summary>
    public bool IsGood => Volatile.Read(ref _since) == 0;

    public void Failed(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _since, Environment.TickCount64, 0) == 0)
        {
            log.Error("Alerts cannot be stored: {0}. They wait, and nothing is lost; it is tried again until it works", cause.Message);
        }
    }

    public void Works()
    {
        if (Interlocked.Exchange(ref _since, 0) is not 0 and var since)
        {
            log.Warning("Alerts are stored again, after {0} s", (Environment.TickCount64 - since) / 1000);
        }
    }
}
