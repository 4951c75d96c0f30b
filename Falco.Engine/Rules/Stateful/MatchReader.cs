using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Stateful;

/// <summary>Reads of an event what the windows of a stateful rule have to know of it. One instance per tree: it holds room to render in.</summary>
/// <param name="tree">The tree's name, which no other tree of any sensor has.</param>
internal sealed class MatchReader(string tree)
{
    /// <summary>A key that is longer is kept as its hash.</summary>
    private const int MaxKey = 128;

    private readonly byte[] _tree = Encoding.UTF8.GetBytes(tree);
    private readonly ScratchText _text = new();

    /// <summary>What the event is to each rule of which conditions hold for it.</summary>
    /// <param name="steps">The conditions; those of one rule are in a row, in order.</param>
    /// <param name="context">The event.</param>
    public IEnumerable<(Rule Rule, StatefulMatch Match)> Read(List<RuleStep> steps, EventContext context)
    {
        for (int start = 0, end; start < steps.Count; start = end)
        {
            var rule = steps[start].Rule;
            for (end = start + 1; end < steps.Count && ReferenceEquals(steps[end].Rule, rule);)
            {
                end++;
            }

            if (Read(rule.Stateful!, steps.GetRange(start, end - start), context) is { } match)
            {
                yield return (rule, match);
            }
        }
    }

    /// <summary>
    /// What the event is to a rule; null where of each condition that holds a field has no value that has to be the same.
    /// </summary>
    private StatefulMatch? Read(StatefulRule rule, List<RuleStep> steps, EventContext context)
    {
        List<StepMatch>? matches = null;
        foreach (var (_, number) in steps)
        {
            var step = rule.Steps[number];
            if (Key(rule, step, context) is { } key)
            {
                (matches ??= []).Add(new StepMatch(number, key, Text(step, context)));
            }
        }

        if (matches is null)
        {
            return null;
        }

        ulong[] lineage = rule.Lineage == MatchLineage.Any ? [] : [.. Lineage(context)];
        if (rule.Lineage != MatchLineage.Any && lineage.Length == 0)
        {
            return null;
        }

        return new StatefulMatch
        {
            Pattern = rule.Pattern,
            Steps = matches,
            Lineage = lineage,
            Anchor = rule.Lineage == MatchLineage.Parent && Parent(context) is { } parent ? parent : lineage.FirstOrDefault(),
        };
    }

    private string? Key(StatefulRule rule, StatefulStep step, EventContext context)
    {
        _text.Clear();
        if (rule.Pattern.Scope == MatchScope.Tree)
        {
            _text.Append(_tree);
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in step.Fields)
        {
            // The length behind a value keeps two short ones from being like one long one.
            var start = _text.Length;
            if (!FieldText.Append(_text, field, context))
            {
                return null;
            }

            BinaryPrimitives.WriteInt32LittleEndian(length, _text.Length - start);
            _text.Append(length);
        }

        return Encoding.Latin1.GetString(_text.Length <= MaxKey ? _text.Pending : SHA256.HashData(_text.Pending));
    }

    private byte[] Text(StatefulStep step, EventContext context)
    {
        if (step.Template is not { } template)
        {
            return [];
        }

        _text.Clear();
        template.Append(_text, context);
        var text = _text.Pending;
        return text[..(text.Length <= StepMatch.MaxText ? text.Length : Whole(text, StepMatch.MaxText))].ToArray();
    }

    /// <summary>Where to cut so that no character is cut in two.</summary>
    private static int Whole(ReadOnlySpan<byte> text, int length)
    {
        while (length > 0 && (text[length] & 0xc0) == 0x80)
        {
            length--;
        }

        return length;
    }

    /// <summary>The parent of the event's process; null where that is the machine's first process, which everybody descends from.</summary>
    private static ulong? Parent(EventContext context)
        => context.Thread is { } thread && context.Tree.Threads.AncestorProcess(thread, 1) is { Pid: > 1 } parent ? IdOf(parent) : null;

    private static IEnumerable<ulong> Lineage(EventContext context)
    {
        var threads = context.Tree.Threads;
        var process = context.Thread is { IsInvalid: false } thread ? threads.AncestorProcess(thread, 0) : null;
        for (var level = 0; level < StatefulMatch.MaxLineage && process is { Pid: > 0 }; level++)
        {
            yield return IdOf(process);
            process = threads.AncestorProcess(process, 1) is { } parent && parent != process ? parent : null;
        }
    }

    /// <summary>Process ids are used again, but not at the same time.</summary>
    private static ulong IdOf(ThreadInfo process)
    {
        var mixed = ((ulong)process.Pid * 0x9E37_79B9_7F4A_7C15) ^ process.CloneTimestamp;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93;
        return (mixed ^ (mixed >> 32)) | 1;
    }
}
