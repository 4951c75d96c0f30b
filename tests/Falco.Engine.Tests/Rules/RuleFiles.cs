using Falco.Engine.Rules;

namespace Falco.Engine.Tests.Rules;

/// <summary>Loads rules with the fields of <see cref="FakeFields"/>.</summary>
internal static class RuleFiles
{
    public const string Rule = "- rule: r\n  desc: d\n  condition: evt.type = open and t.a = x\n  output: o\n  priority: INFO\n";

    public static RuleLoader Loader(RuleLoaderOptions? options = null)
        => new((options ?? new RuleLoaderOptions()) with { Fields = new FakeFields().Find, FieldsOfOutput = (_, _) => [] });

    /// <summary>Loads files named 1.yaml, 2.yaml and so on.</summary>
    public static RuleLoader Load(params string[] contents) => Load(null, contents);

    public static RuleLoader Load(RuleLoaderOptions? options, params string[] contents)
    {
        var loader = Loader(options);
        for (var i = 0; i < contents.Length; i++)
        {
            loader.Add($"{i + 1}.yaml", contents[i]);
        }

        return loader;
    }

    /// <summary>The one error of the last file.</summary>
    public static RuleProblem Error(params string[] contents)
    {
        var report = Load(contents).Reports[^1];
        return report.Errors.SingleOrDefault() ?? throw new InvalidOperationException("no error: " + report);
    }

    public static Rule Single(params string[] contents)
    {
        var loader = Load(contents);
        return loader.Successful
            ? loader.Build().Rules[0]
            : throw new InvalidOperationException(loader.Reports[^1].ToString());
    }

    /// <summary>Messages of the warnings of the last file, but for the one that conditions without event types get.</summary>
    public static string[] Warnings(params string[] contents)
        => [.. Load(contents).Reports[^1].Warnings.Where(w => w.Code != "LOAD_NO_EVTTYPE").Select(w => w.Message)];

    /// <summary>A rule's condition with all put in.</summary>
    public static string Resolved(params string[] contents)
    {
        var loader = Load(contents);
        return loader.Successful ? loader.ConditionOf(0) : throw new InvalidOperationException(loader.Reports[^1].ToString());
    }
}
