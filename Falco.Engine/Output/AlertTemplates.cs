using System.Buffers;
using System.Text;
using Falco.Engine.Fields;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>
/// Makes alerts of matches. One instance per tree: it holds room to render in; the compiled templates are shared.
/// </summary>
public sealed class AlertTemplates
{
    private readonly AlertFormat _format;
    private readonly RuleOutput?[] _outputs;
    private readonly ScratchText _text = new();
    private readonly ArrayBufferWriter<byte> _fields = new();

    /// <summary>Templates for the given rules, compiled when they are needed first.</summary>
    public AlertTemplates(IReadOnlyCollection<Rule> rules, AlertFormat format)
        : this(new RuleOutput?[rules is { Count: > 0 } ? rules.Max(rule => rule.Index) + 1 : 0], format)
    {
    }

    private AlertTemplates(RuleOutput?[] outputs, AlertFormat format)
    {
        _outputs = outputs;
        _format = format;
    }

    /// <summary>The same templates with room of their own, for another tree.</summary>
    public AlertTemplates Fork() => new(_outputs, _format);

    /// <summary>What the rule says of the event at hand, before <see cref="ProcessTree.Complete"/>.</summary>
    public Alert Render(Rule rule, EventContext context)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(context);
        var output = _outputs[rule.Index] ?? Compile(rule);
        _text.Clear();
        output.Message.Append(_text, context);
        return Make(rule, rule.Output, output, context);
    }

    /// <summary>
    /// What a stateful rule says of the event at hand, which may become an alert when it is known what came before it. Of an event that
    /// cannot be the last it says nothing.
    /// </summary>
    internal Alert Render(Rule rule, StatefulMatch match, EventContext context)
    {
        var stateful = rule.Stateful!;
        if (match.Steps[^1].Step < stateful.Steps.Count - 1)
        {
            return Bare(rule, stateful.Output, context) with { Match = match };
        }

        var output = _outputs[rule.Index] ?? Compile(rule);
        _text.Clear();
        var inserts = output.Stateful!.Append(_text, context);
        return Make(rule, stateful.Output, output, context) with { Match = match with { Inserts = inserts } };
    }

    private static Alert Bare(Rule rule, string template, EventContext context) => new()
    {
        EventNumber = context.Event.Number,
        Timestamp = context.Event.Timestamp,
        Rule = rule.Name,
        RuleIndex = rule.Index,
        Priority = rule.Priority,
        Source = rule.Source,
        Tags = rule.Tags,
        Message = default,
        FieldsJson = default,
        Template = template,
    };

    /// <summary>The alert whose message is in the room for text.</summary>
    private Alert Make(Rule rule, string template, RuleOutput output, EventContext context)
    {
        var message = _text.Pending.ToArray();
        _fields.ResetWrittenCount();
        output.WriteMembers(_fields, _text, context);
        return Bare(rule, template, context) with { Message = message, FieldsJson = _fields.WrittenSpan.ToArray() };
    }

    /// <summary>Of several trees that want a template first, one makes it for all: fields that remember do so by their use in it.</summary>
    private RuleOutput Compile(Rule rule)
    {
        var made = new RuleOutput(rule, _format);
        return Interlocked.CompareExchange(ref _outputs[rule.Index], made, null) ?? made;
    }

    /// <summary>A rule's output, compiled.</summary>
    private sealed class RuleOutput
    {
        private readonly Member[] _members = [];

        public RuleOutput(Rule rule, AlertFormat format)
        {
            Message = OutputTemplate.Parse(rule.Output, rule.Source);
            Stateful = rule.Stateful is { } stateful
                ? StatefulTemplate.Parse(stateful.Output, stateful.Pattern, stateful.Named, rule.Source)
                : null;
            if (!format.NeedsFields)
            {
                return;
            }

            // The order is that of the names' bytes; what comes later replaces what has the same name.
            var members = new SortedDictionary<string, Member>(Comparer<string>.Create(CompareBytes));
            foreach (var field in Stateful?.Fields ?? Message.Fields)
            {
                members[field.Name] = new Member(field.Name, field.Field, null);
            }

            members[format.TimeField] = new Member(format.TimeField, FieldCatalog.Bind(format.TimeField), null);
            foreach (var extra in rule.ExtraOutputFields)
            {
                var template = OutputTemplate.Parse(extra.Template, rule.Source);
                members[extra.Name] = extra.IsRaw
                    ? new Member(extra.Name, template.Fields.FirstOrDefault(field => field.Name == extra.Name)?.Field, null)
                    : new Member(extra.Name, null, template);
            }

            _members = [.. members.Values];
        }

        public OutputTemplate Message { get; }

        /// <summary>The output of a stateful rule.</summary>
        public StatefulTemplate? Stateful { get; }

        public void WriteMembers(ArrayBufferWriter<byte> target, ScratchText text, EventContext context)
        {
            foreach (var member in _members)
            {
                if (target.WrittenCount > 0)
                {
                    target.Write(","u8);
                }

                target.Write(member.Name);
                target.Write(":"u8);
                if (member.Template is { } template)
                {
                    text.Clear();
                    template.Append(text, context);
                    FieldJson.WriteText(target, text.Pending);
                }
                else if (member.Field is { } field)
                {
                    FieldJson.Write(target, field, context);
                }
                else
                {
                    target.Write("null"u8);
                }
            }
        }

        private static int CompareBytes(string left, string right)
            => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
    }

    /// <summary>A member of output_fields: its name as JSON, and the field or the template that gives the value.</summary>
    private sealed class Member
    {
        public Member(string name, BoundField? field, OutputTemplate? template)
        {
            var json = new ArrayBufferWriter<byte>();
            FieldJson.WriteText(json, Encoding.UTF8.GetBytes(name));
            Name = json.WrittenSpan.ToArray();
            Field = field;
            Template = template;
        }

        public byte[] Name { get; }

        public BoundField? Field { get; }

        public OutputTemplate? Template { get; }
    }
}
