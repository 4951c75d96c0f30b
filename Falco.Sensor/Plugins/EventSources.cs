using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Plugins;

/// <summary>The sources of events: system calls, which are always there; which of them are enabled.</summary>
internal sealed class EventSources
{
    public const string Syscall = "syscall";

    private readonly List<string> _loaded = [Syscall];
    private List<string> _enabled = [Syscall];

    private EventSources()
    {
    }

    /// <summary>Those that there are.</summary>
    public IReadOnlyList<string> Loaded => _loaded;

    /// <summary>Those of which events are taken.</summary>
    public IReadOnlyList<string> Enabled => _enabled;

    /// <summary>Loads the plugins of the configuration.</summary>
    /// <exception cref="ConfigurationException">One cannot be loaded.</exception>
    public static EventSources Load(FalcoConfiguration configuration)
    {
        foreach (var settings in configuration.Plugins)
        {
            var plugin = BuiltInPlugin.Get(settings);
            Log.Info($"Loaded plugin '{settings.Name}@{plugin.Version}' (built in)");
        }

        return new EventSources();
    }

    /// <summary>Takes the choice of the command line, which means nothing to a replay.</summary>
    /// <exception cref="ConfigurationException">There is no such source, or none is left.</exception>
    public void Select(FalcoConfiguration configuration, IReadOnlyList<string> enable, IReadOnlyList<string> disable)
    {
        if (configuration.Engine == EngineKind.Replay)
        {
            return;
        }

        if (enable.Count > 0 && disable.Count > 0)
        {
            throw new ConfigurationException("You can not mix --enable-source and --disable-source");
        }

        Check(enable, "enabling");
        Check(disable, "disabling");
        _enabled = [.. enable.Count > 0 ? enable.Distinct() : _loaded.Except(disable)];
        if (_enabled.Count == 0)
        {
            throw new ConfigurationException("Must enable at least one event source");
        }
    }

    private void Check(IReadOnlyList<string> sources, string what)
    {
        foreach (var source in sources)
        {
            if (!_loaded.Contains(source))
            {
                throw new ConfigurationException($"Attempted {what} an unknown event source: {source}");
            }
        }
    }
}
