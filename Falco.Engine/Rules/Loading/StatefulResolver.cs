using Falco.Engine.Fields;
using Falco.Engine.Output;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>Finds the fields and outputs that a rule's threshold or sequence names.</summary>
internal static class StatefulResolver
{
    /// <param name="definition">What the file has.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="output">The rule's output with what the configuration adds.</param>
    /// <param name="appended">What the configuration adds.</param>
    /// <exception cref="LoadException">There is no such field.</exception>
    public static StatefulRule Resolve(
        StatefulDefinition definition, RuleDefinition rule, string output, IReadOnlyList<AppendOutput> appended)
    {
        List<StatefulStep> steps = [.. definition.Steps.Select(step => Resolve(step, definition, rule.Source)), Last(definition, rule)];
        if (definition.Output is { } own)
        {
            output = AppendOutput.Apply(appended, own.Text, rule.Name, rule.Source, rule.Tags).Output;
        }

        var result = new StatefulRule { Pattern = definition.Pattern, Lineage = definition.Lineage, Steps = steps, Output = output };
        In(definition.Output?.Context ?? rule.OutputContext, () => StatefulTemplate.Parse(output, result.Pattern, result.Named, rule.Source));
        return result;
    }

    private static StatefulStep Resolve(StepDefinition step, StatefulDefinition definition, string source)
    {
        var by = step.By ?? definition.By;
        return new StatefulStep(step.Name, step.Condition.Text, [.. by.Select(field => field.Text)], step.Output?.Text)
        {
            Fields = [.. by.Select(field => Field(field, source))],
            Template = step.Output is { } output ? In(output.Context, () => OutputTemplate.Parse(output.Text, source)) : null,
        };
    }

    private static StatefulStep Last(StatefulDefinition definition, RuleDefinition rule)
        => new("", rule.Condition.Text, [.. definition.By.Select(field => field.Text)], null)
        {
            Fields = [.. definition.By.Select(field => Field(field, rule.Source))],
        };

    private static BoundField Field(PlacedText text, string source) => In(text.Context, () =>
    {
        var (field, end) = OutputField.Parse(text.Text, 0, [], source);
        return end == text.Text.Length ? field : throw new FormatException($"unknown filter: there is no field '{text.Text}'");
    });

    private static T In<T>(LoadContext context, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FormatException e)
        {
            throw new LoadException(LoadCode.CompileOutput, e.Message, context);
        }
    }
}
