namespace Falco.Engine.Capture;

/// <summary>
/// How long texts in metadata blocks may be: Falco refuses a capture with a longer one (scap_limits.h and scap.h of falcosecurity/libs).
/// </summary>
internal static class TextLimits
{
    /// <summary>Paths and names of programs.</summary>
    public const int Path = 1023;

    /// <summary>Runs of arguments, of an environment, of control groups.</summary>
    public const int Strings = 4096;

    /// <summary>What is said of a user or a group.</summary>
    public const int Credentials = 255;
}
