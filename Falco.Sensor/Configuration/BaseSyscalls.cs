namespace Falco.Sensor.Configuration;

/// <summary>System calls to collect beside those that rules ask for, and those never to collect (base_syscalls).</summary>
internal sealed record BaseSyscalls
{
    /// <summary>Those with much data too (base_syscalls.all).</summary>
    public bool All { get; init; }

    /// <summary>Collected instead of those that state needs; with an exclamation mark before: not collected (base_syscalls.custom_set).</summary>
    public IReadOnlyList<string> CustomSet { get; init; } = [];

    /// <summary>Whether what the rules' fields need is added (base_syscalls.repair).</summary>
    public bool Repair { get; init; }

    public static BaseSyscalls Read(ConfigNode root) => new()
    {
        All = ConfigValue.Flag(root, "base_syscalls.all", false),
        CustomSet = [.. ConfigValue.Texts(root, "base_syscalls.custom_set").Where(name => name.Length > 0)],
        Repair = ConfigValue.Flag(root, "base_syscalls.repair", false),
    };
}
