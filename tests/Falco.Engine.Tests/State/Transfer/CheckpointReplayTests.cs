using System.Buffers;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

/// <summary>A tree that goes on from its checkpoint says what it would have said undisturbed.</summary>
public class CheckpointReplayTests
{
    private static readonly RuleSet Rules = LoadRules();
    private static readonly AlertFormat Format = new() { Json = true, Iso8601Time = true, HostName = "h" };
    private static readonly AlertTemplates Templates = new(Rules.Rules, Format);

    [Fact]
    public void A_replay_that_goes_on_from_checkpoints_raises_the_same_alerts()
        => Check(Path.Combine(Repository.Root, "samples", "seed.scap"), chance: 0.01);

    [SkippableTheory]
    [InlineData("intruder")]
    [InlineData("fleet")]
    public void A_longer_replay_that_goes_on_from_checkpoints_raises_the_same_alerts(string capture)
        => Check(Path.Combine(Corpus.Required(), "captures", capture + ".scap"), chance: 0.001);

    private static void Check(string capture, double chance)
    {
        var undisturbed = Replay(capture, tree => tree, new Random(0), chance: 0);
        Assert.NotEmpty(undisturbed);
        for (var seed = 1; seed <= 2; seed++)
        {
            Assert.Equal(undisturbed, Replay(capture, Restored, new Random(seed), chance));
        }
    }

    /// <summary>A new tree made of the checkpoint of another one, which is also what the new tree's checkpoint says.</summary>
    private static ProcessTree Restored(ProcessTree tree)
    {
        var checkpoint = TreeCheckpoint.Write(tree);
        var restored = new ProcessTree();
        TreeCheckpoint.Restore(restored, checkpoint);
        Assert.Equal(checkpoint, TreeCheckpoint.Write(restored));
        return restored;
    }

    private static List<string> Replay(string file, Func<ProcessTree, ProcessTree> replace, Random random, double chance)
    {
        var alerts = new List<string>();
        var tree = new ProcessTree();
        var rules = Rules.Fork();
        var matches = new List<Rule>();
        var line = new ArrayBufferWriter<byte>();
        var replaced = 0;
        using var capture = CaptureReader.Open(file);
        CaptureStep step;
        while ((step = capture.Read()) != CaptureStep.End)
        {
            if (step == CaptureStep.Metadata)
            {
                tree.Seed(capture.Metadata);
                continue;
            }

            if (random.NextDouble() < chance)
            {
                tree = replace(tree);
                replaced++;
            }

            tree.FirstTimestamp = capture.FirstTimestamp;
            var context = tree.Apply(capture.Current);
            rules.Evaluate(context, matches);
            foreach (var rule in matches)
            {
                Format.Write(line, Templates.Render(rule, context));
                alerts.Add(Encoding.UTF8.GetString(line.WrittenSpan));
                line.ResetWrittenCount();
            }

            matches.Clear();
            tree.Complete();
        }

        Assert.True(chance == 0 || replaced > 0);
        return alerts;
    }

    private static RuleSet LoadRules()
    {
        var loader = new RuleLoader();
        loader.Load([Path.Combine(Repository.Root, "rules", "falco_rules.yaml")]);
        Assert.True(loader.Successful, loader.Reports[^1].ToString());
        return loader.Build();
    }
}
