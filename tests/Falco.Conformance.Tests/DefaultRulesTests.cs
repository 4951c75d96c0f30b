using System.Text.Json;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Conformance.Tests;

/// <summary>The rules that come with the program find what Falco's stable rules find.</summary>
public class DefaultRulesTests
{
    /// <summary>
    /// Rules of ours that Falco keeps in its other files (incubating, sandbox): they are worth having from the start, and their alerts
    /// come on top.
    /// </summary>
    private static readonly string[] OnTop = ["Write below etc", "Package manager launched in container", "Delete or rename shell history"];

    private static readonly RuleLoaderOptions AllMatches = new() { Matching = RuleMatching.All };

    private static string DefaultRules => Path.Combine(Corpus.Root!, "rules", "falco_rules.yaml");

    private static string StableRules => Path.Combine(Corpus.Directory!, "rules", "falco-5.1.0", "falco_rules.yaml");

    [SkippableTheory]
    [InlineData("seed")]
    [InlineData("intruder")]
    [InlineData("host")]
    [InlineData("host-exit")]
    [InlineData("fleet")]
    [InlineData("build-all")]
    [InlineData("run_as_user_0_container")]
    [InlineData("curl_google")]
    public void Default_rules_fire_on_the_events_that_the_stable_rules_fire_on(string capture)
    {
        SkipWithoutCorpus();
        var ours = Alerts(capture, DefaultRules);
        Assert.Equal(Alerts(capture, StableRules), ours.Where(alert => !OnTop.Contains(alert.Rule)));
    }

    [SkippableTheory]
    [InlineData("build-all")]
    [InlineData("run_as_user_0_container")]
    [InlineData("curl_google")]
    [InlineData("cat_write")]
    public void Default_rules_are_silent_about_everyday_work(string capture)
    {
        SkipWithoutCorpus();
        Assert.Empty(Alerts(capture, DefaultRules));
    }

    [SkippableFact]
    public void Default_rules_have_every_name_that_the_stable_rules_have()
    {
        SkipWithoutCorpus();
        Assert.Empty(Names(StableRules).Except(Names(DefaultRules)));
    }

    [Fact]
    public void Default_rules_load_without_a_warning()
    {
        var loader = new RuleLoader();
        loader.Load([DefaultRules]);
        Assert.Empty(loader.Reports[0].Problems);
        Assert.Empty(loader.Reports[0].SchemaWarnings!);
    }

    private static void SkipWithoutCorpus() => Skip.If(Corpus.Directory is null, "there is no corpus: set FALCO_CORPUS to its directory");

    private static IEnumerable<string> Names(string file)
    {
        var loader = new RuleLoader();
        loader.Load([file]);
        return loader.Build().Rules.Select(rule => rule.Name);
    }

    private static List<(string Time, string Rule)> Alerts(string capture, string rules)
    {
        var result = new List<(string Time, string Rule)>();
        foreach (var alert in EngineReplay.Run(Path.Combine(Corpus.Directory!, "captures", capture + ".scap"), [rules], AllMatches))
        {
            using var json = JsonDocument.Parse(alert.Line);
            result.Add((json.RootElement.GetProperty("time").GetString()!, json.RootElement.GetProperty("rule").GetString()!));
        }

        result.Sort();
        return result;
    }
}
