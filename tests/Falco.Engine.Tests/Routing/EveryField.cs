using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Engine.Tests.Routing;

/// <summary>A rule that every event matches, and whose output has every field, one to a line; all but those that count how often they are read.</summary>
internal static class EveryField
{
    private static readonly string[] WithArgument =
    [
        "proc.aname[1]", "proc.aname[2]", "proc.aname[3]", "proc.aexe[2]", "proc.aexepath[1]", "proc.aexepath[2]", "proc.acmdline[2]",
        "proc.aargs[1]", "proc.apid[1]", "proc.apid[2]", "proc.apid[4]", "proc.aenv[2]", "proc.env[HOME]", "proc.aenv[MARK]",
    ];

    public static RuleSet Rules { get; } = Load();

    public static AlertTemplates Templates { get; } = new(Rules.Rules, new AlertFormat());

    /// <summary>What an alert of the rule says, line by line.</summary>
    public static string[] Lines(Alert alert) => Encoding.UTF8.GetString(alert.Message.Span).Split('\n');

    private static RuleSet Load()
    {
        var names = FieldCatalog.All
            .Where(field => (field.Flags & FieldFlags.ArgRequired) == 0)
            .Select(field => field.Name)
            .Where(name => name != "util.cnt" && !name.StartsWith("evt.deltatime", StringComparison.Ordinal))
            .Concat(WithArgument);
        var output = string.Join("\\n", names.Select(name => $"{name}: %{name}"));
        var loader = new RuleLoader();
        loader.Add("every.yaml", $"- rule: every event\n  desc: d\n  condition: evt.num > 0\n  output: \"{output}\"\n  priority: INFO\n");
        return loader.Successful ? loader.Build() : throw new InvalidOperationException(loader.Reports[^1].ToString());
    }
}
