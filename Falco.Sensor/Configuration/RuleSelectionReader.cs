using Falco.Engine.Rules;

namespace Falco.Sensor.Configuration;

/// <summary>
/// Reads the entries of falco.yaml's <c>rules</c>: each turns the rules of a name (with <c>*</c> for anything) or of a tag on or off.
/// </summary>
internal static class RuleSelectionReader
{
    /// <exception cref="ConfigurationException">The entry is malformed.</exception>
    public static RuleSelection Read(ConfigNode node)
    {
        var enable = node.Find("enable");
        var what = enable ?? node.Find("disable");
        var rule = what?.Find("rule")?.Text ?? "";
        var tag = what?.Find("tag")?.Text ?? "";
        return rule.Length > 0 || tag.Length > 0
            ? new RuleSelection(enable is not null, rule, tag)
            : throw new ConfigurationException(
                $"{node.Origin}: an entry of rules is 'enable' or 'disable' with 'rule: NAME' or 'tag: TAG' below it");
    }
}
