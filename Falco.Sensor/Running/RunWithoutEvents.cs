using Falco.Sensor.Logging;
using Falco.Sensor.Plugins;

namespace Falco.Sensor.Running;

/// <summary>engine.kind nodriver: there are no events, but everything else runs, until it is told to end or its time is up.</summary>
internal sealed class RunWithoutEvents(EventSources sources, RunOptions options) : IEventRun
{
    public async Task<Exception?> Run(Task ended)
    {
        Log.Info($"Loaded event sources: {string.Join(", ", sources.Loaded)}");
        Log.Info($"Enabled event sources: {string.Join(", ", sources.Enabled)}");
        foreach (var source in sources.Enabled)
        {
            Log.Warning($"Enabled event source '{source}' will be opened with no driver, no event will be produced");
            Log.Info($"Opening '{source}' source with no driver");
        }

        var timeUp = options.Duration > TimeSpan.Zero ? Task.Delay(options.Duration) : new TaskCompletionSource().Task;
        await Task.WhenAny(ended, timeUp).ConfigureAwait(false);
        return null;
    }
}
