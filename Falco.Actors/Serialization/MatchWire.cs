using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Serialization;

/// <summary>The wire form of what an event is to a stateful rule, as part of that of what a tree raises.</summary>
internal static class MatchWire
{
    public static void Write(ref WireWriter w, StatefulMatch? match)
    {
        w.Flag(match is not null);
        if (match is null)
        {
            return;
        }

        w.Count(match.Pattern.Count);
        w.Count(match.Pattern.Steps);
        w.Number(match.Pattern.Window);
        w.Byte((byte)match.Pattern.Scope);
        w.Count(match.Steps.Count);
        foreach (var (step, key, text) in match.Steps)
        {
            w.Count(step);
            w.Text(key);
            w.Bytes(text.Span);
        }

        w.Count(match.Lineage.Count);
        foreach (var process in match.Lineage)
        {
            w.Number(process);
        }

        w.Number(match.Anchor);
        w.Count(match.Inserts.Count);
        foreach (var (offset, name, step) in match.Inserts)
        {
            w.Count(offset);
            w.Text(name);
            w.Count(step + 1);
        }
    }

    /// <exception cref="WireException">The bytes are no match.</exception>
    public static StatefulMatch? Read(ref WireReader r)
    {
        if (!r.Flag())
        {
            return null;
        }

        var pattern = new MatchPattern(r.Int(), r.Int(), r.Number(), ReadScope(r.Byte()));
        if (pattern.Count is 1 or > MatchPattern.MaxCount || pattern.Steps > MatchPattern.MaxSteps || pattern.Steps < (pattern.IsSequence ? 2 : 1))
        {
            throw new WireException("neither a threshold nor a sequence");
        }

        var steps = new StepMatch[r.Count()];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = new StepMatch(r.Int(), r.Text(), r.Bytes().ToArray());
            if (steps[i].Step >= pattern.Steps || (i > 0 && steps[i].Step <= steps[i - 1].Step))
            {
                throw new WireException("steps that a sequence does not have");
            }
        }

        var lineage = new ulong[r.Count()];
        for (var i = 0; i < lineage.Length; i++)
        {
            lineage[i] = r.Number();
        }

        var anchor = r.Number();
        var inserts = new TextInsert[r.Count()];
        for (var i = 0; i < inserts.Length; i++)
        {
            inserts[i] = new TextInsert(r.Int(), r.Text(), r.Int() - 1);
        }

        return steps.Length > 0
            ? new StatefulMatch { Pattern = pattern, Steps = steps, Lineage = lineage, Anchor = anchor, Inserts = inserts }
            : throw new WireException("a match of no step");
    }

    private static MatchScope ReadScope(byte value)
        => Enum.IsDefined((MatchScope)value) ? (MatchScope)value : throw new WireException($"there is no scope {value}");
}
