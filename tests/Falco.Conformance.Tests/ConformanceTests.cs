using Xunit;

namespace Falco.Conformance.Tests;

/// <summary>Every capture of the corpus gives the alerts that Falco gave for it.</summary>
public class ConformanceTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var c in Corpus.Cases())
            {
                data.Add(c.Kind, c.Capture);
            }

            // A theory without data fails; one case that is skipped says why.
            if (Corpus.Directory is null)
            {
                data.Add("", "");
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Engine_gives_the_alerts_that_Falco_gives(string kind, string capture)
        => Check(kind, capture, EngineReplay.Run);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Actors_give_the_alerts_that_Falco_gives(string kind, string capture)
        => Check(kind, capture, PipelineReplay.Run);

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Program_gives_the_alerts_that_Falco_gives(string kind, string capture)
    {
        Skip.IfNot(File.Exists(ProgramReplay.Program), $"there is no {ProgramReplay.Program}: run ./build.sh");
        Check(kind, capture, ProgramReplay.Run);
    }

    private static void Check(string kind, string capture, Func<ConformanceCase, IEnumerable<ActualAlert>> replay)
    {
        Skip.If(Corpus.Directory is null, "there is no corpus: set FALCO_CORPUS to its directory");
        var report = Replays.Compare(new ConformanceCase(kind, capture, Corpus.Directory!), replay);
        Assert.True(report.IsClean, report.ToString());
    }
}
