using System.Globalization;
using Falco.Engine.Rules.Explaining;
using Falco.Sensor.Configuration;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Commands;

/// <summary><c>falco explain RULE -e CAPTURE</c>: the events that come nearest to a rule, part by part.</summary>
internal static class ExplainCommand
{
    private const int ConditionWidth = 90;

    /// <exception cref="ConfigurationException">There is no such rule, or the rules cannot be loaded.</exception>
    public static int Run(string rule, string capture, IReadOnlyList<string> rules, string? configurationFile, int count, bool all)
    {
        var explainer = ExaminedRules.Load(rules, configurationFile).Explain(rule)
            ?? throw new ConfigurationException($"there is no rule '{rule}'; falco -L lists those that there are");
        var nearest = NearestEvents.Find(capture, explainer);
        var output = Console.Out;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rule}: of {nearest.EventCount} events {nearest.Considered} are of a type that the rule looks at, {nearest.Matched} match."));
        if (!explainer.Rule.Enabled)
        {
            output.WriteLine("The rule is not enabled: it raises no alert.");
        }

        if (explainer.Rule.Stateful is not null)
        {
            output.WriteLine("The rule makes an alert of several matches (x-actors): this looks at its own condition only.");
        }

        foreach (var way in nearest.Take(count))
        {
            output.WriteLine();
            output.WriteLine(way.Headline);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(way.Explanation.Holds ? "matches" : $"{way.Explanation.Nearness * 100:F0}% holds")}{(way.MoreLikeIt > 0 ? $", as of {way.MoreLikeIt} later events" : "")}"));
            Write(output, way.Explanation, 1, all);
        }

        return 0;
    }

    /// <summary>What holds is folded, for it is not what keeps the rule silent; the condition itself never is.</summary>
    private static void Write(TextWriter output, Explanation part, int depth, bool all)
    {
        var line = $"{new string(' ', depth * 2)}{(part.Holds ? '+' : '-')} {Describe(part)}";
        var shown = part.Kind == ExplanationKind.Not ? part.Parts[0] : part;
        output.WriteLine(shown.Kind == ExplanationKind.Check ? $"{line,-60}  {shown.Value ?? "<NA>"}" : line);
        if (all || depth == 1 || !part.Holds)
        {
            foreach (var child in shown.Parts)
            {
                Write(output, child, depth + 1, all);
            }
        }
    }

    private static string Describe(Explanation part) => part.Kind switch
    {
        ExplanationKind.All => "all of",
        ExplanationKind.Any => "one of",
        ExplanationKind.Not => $"not {Describe(part.Parts[0])}",
        _ => part.Text.Length > ConditionWidth ? part.Text[..(ConditionWidth - 3)] + "..." : part.Text,
    };
}
