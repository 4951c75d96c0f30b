namespace Falco.Engine.State;

/// <summary>The processor time of a thread as its last two procinfo events have it: within the kernel and outside.</summary>
internal sealed class ProcessorTime
{
    private ulong _event;

    /// <summary>What the last event said.</summary>
    public (ulong User, ulong System) Now { get; private set; }

    /// <summary>What the event before it said; zeros where there was none.</summary>
    public (ulong User, ulong System) Before { get; private set; }

    /// <summary>Takes an event in, once.</summary>
    public void Take(ulong eventNumber, ulong user, ulong system)
    {
        if (_event != eventNumber)
        {
            _event = eventNumber;
            Before = Now;
            Now = (user, system);
        }
    }
}
