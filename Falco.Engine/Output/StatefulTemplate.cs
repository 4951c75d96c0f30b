using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>
/// The output of a stateful rule: fields of the event that completes the alert, and between them what is known only then, as
/// <c>%threshold.count</c>, <c>%threshold.first</c> and <c>%step.NAME</c>.
/// </summary>
internal sealed class StatefulTemplate
{
    private const string StepPrefix = "step.";
    private static readonly string[] OfThresholds = ["threshold.count", "threshold.first"];

    private readonly List<Part> _parts = [];

    private StatefulTemplate()
    {
    }

    /// <summary>The fields of the event.</summary>
    public IEnumerable<OutputField> Fields => _parts.SelectMany(part => part.Template?.Fields ?? []);

    /// <summary>Compiles an output.</summary>
    /// <param name="text">The output.</param>
    /// <param name="pattern">What the rule's matches have to come to.</param>
    /// <param name="steps">The names of the steps that say something; an empty one for each that does not.</param>
    /// <param name="source">The source of the events.</param>
    /// <exception cref="FormatException">There is no such field or step.</exception>
    public static StatefulTemplate Parse(string text, MatchPattern pattern, IReadOnlyList<string> steps, string source)
    {
        var result = new StatefulTemplate();
        var start = text.StartsWith('*') ? 1 : 0;
        for (var at = text.IndexOf('%', start); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (Insert(text.AsSpan(at + 1), pattern, steps) is var (name, step))
            {
                result.Add(text[start..at], source);
                result._parts.Add(new Part(null, name, step));
                start = at + 1 + name.Length;
            }
        }

        result.Add(text[start..], source);
        return result;
    }

    /// <summary>Appends the text for the event at hand. Returns the places where something is to be put in.</summary>
    public IReadOnlyList<TextInsert> Append(ScratchText target, EventContext context)
    {
        List<TextInsert>? inserts = null;
        foreach (var (template, name, step) in _parts)
        {
            if (template is null)
            {
                (inserts ??= []).Add(new TextInsert(target.Length, name, step));
            }
            else
            {
                template.Append(target, context);
            }
        }

        return inserts ?? [];
    }

    private static (string Name, int Step)? Insert(ReadOnlySpan<char> text, MatchPattern pattern, IReadOnlyList<string> steps)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '.'))
        {
            length++;
        }

        var name = text[..length].TrimEnd('.').ToString();
        if (name.StartsWith("threshold.", StringComparison.Ordinal))
        {
            return pattern.IsSequence || !OfThresholds.Contains(name)
                ? throw new FormatException($"there is no %{name}: the output of a threshold has %{string.Join(" and %", OfThresholds)}")
                : (name, -1);
        }

        if (!name.StartsWith(StepPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Length > 0 && name[StepPrefix.Length..] == steps[i])
            {
                return (name, i);
            }
        }

        throw new FormatException($"there is no %{name}: no step of that name has an output");
    }

    private void Add(string text, string source)
    {
        if (text.Length > 0)
        {
            // A leading asterisk says nothing; one that is text stays with it before it.
            _parts.Add(new Part(OutputTemplate.Parse("*" + text, source), "", -1));
        }
    }

    /// <summary>Text with fields of the event, or what is put in.</summary>
    private readonly record struct Part(OutputTemplate? Template, string Name, int Step);
}
