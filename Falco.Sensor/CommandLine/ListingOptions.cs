using System.CommandLine;

namespace Falco.Sensor.CommandLine;

/// <summary>What the program can say of itself.</summary>
internal sealed class ListingOptions : OptionGroup
{
    public ListingOptions()
    {
        Fields = Flag("List the fields of conditions and outputs and exit.", "--list");
        NamesOnly = Flag("With --list: only the names.", "-N");
        Version = Flag("Print version information and exit.", "--version");
    }

    public Option<bool> Fields { get; }

    public Option<bool> NamesOnly { get; }

    public Option<bool> Version { get; }
}
