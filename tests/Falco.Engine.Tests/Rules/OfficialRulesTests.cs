using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>The official rule files of both releases.</summary>
public class OfficialRulesTests
{
    private static readonly string[] Files = ["falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"];

    [SkippableTheory]
    [InlineData("falco-5.1.0")]
    [InlineData("falco-3.2.0")]
    public void Load_without_an_error(string release)
    {
        var folder = Path.Combine(Corpus.Required(), "rules", release);
        var loader = new RuleLoader(new RuleLoaderOptions { Fields = Lenient, FieldsOfOutput = (_, _) => [] });
        loader.Load(Files.Select(f => Path.Combine(folder, f)));
        Assert.All(loader.Reports, report => Assert.True(report.Successful, report.ToString()));
        Assert.Equal(3, loader.Reports.Count);
        Assert.Null(loader.MissingPlugins());
        Assert.NotEmpty(loader.Build().Rules);
    }

    private static FieldReference Lenient(string text)
    {
        try
        {
            return FieldReference.Find(text);
        }
        catch (FormatException)
        {
            var type = text is "proc.pid" or "proc.vpid" or "proc.sid" or "proc.tty" or "proc.duration" or "proc.ppid.duration" or "thread.vtid"
                or "user.loginuid" ? ParamType.Int64 : text.StartsWith("proc.is_", StringComparison.Ordinal) || text == "container.privileged" ? ParamType.Bool : ParamType.CharBuf;
            return new FieldReference(text, FieldFlags.None, new BoundField { Type = type, Read = (EventContext _, out FieldValue v) => { v = default; return false; } });
        }
    }
}
