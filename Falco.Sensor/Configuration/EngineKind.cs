namespace Falco.Sensor.Configuration;

/// <summary>Where events come from (engine.kind).</summary>
internal enum EngineKind
{
    /// <summary>The kernel, by a module.</summary>
    Kmod,

    /// <summary>The kernel, by BPF programs.</summary>
    ModernEbpf,

    /// <summary>A capture.</summary>
    Replay,

    /// <summary>Nowhere: the program runs without events.</summary>
    NoDriver,
}

/// <summary>Reads engine.kind.</summary>
internal static class EngineKindReader
{
    /// <exception cref="ConfigurationException">There is no such kind, or no capture to replay.</exception>
    public static EngineKind Read(ConfigNode root, string file)
    {
        var kind = ConfigValue.Text(root, "engine.kind", "kmod");
        switch (kind)
        {
            case "kmod":
                return EngineKind.Kmod;
            case "modern_ebpf":
                return EngineKind.ModernEbpf;
            case "nodriver":
                return EngineKind.NoDriver;
            case "replay" when ConfigValue.Text(root, "engine.replay.capture_file").Length == 0:
                throw new ConfigurationException(
                    $"Error reading config file ({file}): engine.kind is 'replay' but no engine.replay.capture_file specified.");
            case "replay":
                return EngineKind.Replay;
            default:
                throw new ConfigurationException($"Error reading config file ({file}): engine.kind '{kind}' is not a valid kind.");
        }
    }
}
