using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.Fields;
using Xunit;

namespace Falco.Engine.Tests.Rules.Properties;

public class ConditionPropertyTests
{
    [Fact]
    public void What_is_printed_reads_back_as_the_same()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var condition = new RandomConditions(seed).Condition();
            var printed = ConditionCases.Print(condition);
            Assert.True(printed == ConditionCases.Print(printed), $"seed {seed}: {condition}");
        }
    }

    /// <summary>The rules of a set share fields, comparisons and whole conditions; none may notice.</summary>
    [Fact]
    public void Rules_compiled_together_match_what_their_conditions_say_alone()
    {
        const int sets = 150;
        const int rulesOfASet = 12;
        const int events = 20;
        var e = FieldReading.Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, 3, "/x", 6, 0, 0, 0));
        var held = 0;
        for (var seed = 0; seed < sets; seed++)
        {
            var random = new RandomConditions(seed);
            var conditions = Enumerable.Range(0, rulesOfASet).Select(_ => random.Condition()).ToArray();
            var fields = new FakeFields();
            var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All, Fields = fields.Find, FieldsOfOutput = (_, _) => [] });
            loader.Add("1.yaml", ConditionCases.RulesOf([.. conditions.Select(c => $"evt.type = open and {c}")]));
            Assert.True(loader.Successful, loader.Reports[0].ToString());
            var rules = loader.Build();
            var parsed = conditions.Select(ConditionCases.Parse).ToArray();
            var interpreter = new ConditionInterpreter(fields);
            for (var i = 0; i < events; i++)
            {
                random.Assign(fields);
                e.Scratch.Clear();
                var matches = rules.Match(e);
                for (var rule = 0; rule < rulesOfASet; rule++)
                {
                    var expected = interpreter.Holds(parsed[rule]);
                    held += expected ? 1 : 0;
                    Assert.True(
                        expected == matches.Contains($"{rule}"),
                        $"seed {seed}, event {i}: must {(expected ? "" : "not ")}hold: {conditions[rule]} of {fields}");
                }
            }
        }

        // The cases are worth something only if neither answer is rare.
        Assert.InRange(held, sets * rulesOfASet * events / 5, sets * rulesOfASet * events * 4 / 5);
    }
}
