namespace Falco.Sensor.Running;

/// <summary>What the command line says of a run.</summary>
internal sealed record RunOptions
{
    /// <summary>How long it lasts, by the clock of the events where there is one; zero for no end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Checks everything that can be checked without events.</summary>
    public bool DryRun { get; init; }

    /// <summary>Gets the process id; empty for none.</summary>
    public string PidFile { get; init; } = "";

    /// <summary>Tells more at the end.</summary>
    public bool Verbose { get; init; }

    /// <summary>Ends the run in order, as its node is asked to leave its cluster.</summary>
    public Action Leave { get; init; } = () => { };

    /// <summary>Checks configuration and rules as they are now; an exception says what is wrong with them.</summary>
    public required Action CheckAgain { get; init; }
}

/// <summary>How a run ended that met with no error.</summary>
internal enum RunResult
{
    /// <summary>The program ends.</summary>
    Done,

    /// <summary>It starts anew, with configuration and rules as they are now.</summary>
    Restart,
}
