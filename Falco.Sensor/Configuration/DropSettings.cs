namespace Falco.Sensor.Configuration;

/// <summary>What is to be done when events are lost.</summary>
[Flags]
internal enum DropActions
{
    None = 0,
    Log = 1,
    Alert = 2,
    Exit = 4,
}

/// <summary>What happens when events are lost (syscall_event_drops).</summary>
internal sealed record DropSettings
{
    /// <summary>What is done.</summary>
    public DropActions Actions { get; init; }

    /// <summary>The part of a second's events that may be lost without anything being done, 0 to 1.</summary>
    public double Threshold { get; init; } = 0.1;

    /// <summary>How often something is done, times a second.</summary>
    public double Rate { get; init; } = 0.03333;

    /// <summary>How often it may be done in a row.</summary>
    public double MaxBurst { get; init; } = 1;

    /// <summary>Acts as if an event were lost every second, to try the actions.</summary>
    public bool Simulate { get; init; }

    /// <exception cref="ConfigurationException">Something in it cannot be used.</exception>
    public static DropSettings Read(ConfigNode root, string file)
    {
        var threshold = ConfigValue.Number(root, "syscall_event_drops.threshold", 0.1);
        var settings = new DropSettings
        {
            Actions = ReadActions(root, file),
            Threshold = threshold is >= 0 and <= 1
                ? threshold
                : throw Bad(file, "syscall event drops threshold must be a double in the range [0, 1]"),
            Rate = ConfigValue.Number(root, "syscall_event_drops.rate", 0.03333),
            MaxBurst = ConfigValue.Number(root, "syscall_event_drops.max_burst", 1),
            Simulate = ConfigValue.Flag(root, "syscall_event_drops.simulate_drops", false),
        };
        return ConfigValue.Number(root, "syscall_event_timeouts.max_consecutives", 1000) > 0
            ? settings
            : throw Bad(file, "the maximum consecutive timeouts without an event must be an unsigned integer > 0");
    }

    private static DropActions ReadActions(ConfigNode root, string file)
    {
        var actions = DropActions.None;
        var isIgnored = false;
        foreach (var text in ConfigValue.Texts(root, "syscall_event_drops.actions"))
        {
            if (isIgnored && (text is "log" or "alert"))
            {
                throw Bad(file, $"syscall event drop action \"{text}\" does not make sense with the \"ignore\" action");
            }

            isIgnored |= text == "ignore";
            actions |= text switch
            {
                "ignore" => DropActions.None,
                "log" => DropActions.Log,
                "alert" => DropActions.Alert,
                "exit" => DropActions.Exit,
                _ => throw Bad(file, "available actions for syscall event drops are \"ignore\", \"log\", \"alert\", and \"exit\""),
            };
        }

        return actions;
    }

    private static ConfigurationException Bad(string file, string why) => new($"Error reading config file ({file}): {why}");
}
