namespace Falco.Sensor.Running;

/// <summary>One way to get events, from the first to the last.</summary>
internal interface IEventRun
{
    /// <summary>Runs until there are no more events or until <paramref name="ended"/> ends.</summary>
    /// <returns>What went wrong, after the alerts that there were; null where nothing did.</returns>
    Task<Exception?> Run(Task ended);
}
