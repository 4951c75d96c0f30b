using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>What a transformer makes of fields, for outputs to print: <c>%toupper(proc.name)</c>.</summary>
internal static class TransformedText
{
    /// <summary>
    /// The transformer, to be read like a field. A number is printed in the format of the field that it comes from, as in Falco: the
    /// length of a field that is text has none and is not printed.
    /// </summary>
    /// <exception cref="FormatException">There is no such field, or the transformer does not take it.</exception>
    public static BoundField Bind(TransformerOperand transformer, string eventSource)
    {
        var nodes = new NodeTable();
        var source = new SourceCompiler(nodes, text => FieldReference.Find(text, eventSource)).Compile(transformer);
        return new BoundField
        {
            Type = source.Type,
            Format = FormatOf(transformer, eventSource),
            Read = source.IsList ? null : (context, out value) => source.TryGet(Begin(nodes, context), out value),
            ReadList = source.IsList ? (context, values) => TryGetAll(source, Begin(nodes, context), values) : null,
        };
    }

    private static bool TryGetAll(ValueSource source, Memo memo, List<FieldValue> values)
    {
        var all = source.TryGetAll(memo);
        values.AddRange(all ?? []);
        return all is not null;
    }

    /// <summary>Trees render at the same time, so each reading remembers for itself.</summary>
    private static Memo Begin(NodeTable nodes, EventContext context)
    {
        var memo = new Memo();
        memo.Begin(context, 0, nodes.SourceCount);
        return memo;
    }

    private static PrintFormat FormatOf(Operand operand, string eventSource) => operand switch
    {
        FieldOperand field => FieldCatalog.Of(eventSource).Bind(field.FullName).Format,
        TransformerOperand { Arguments: [var only] } => FormatOf(only, eventSource),
        _ => PrintFormat.Na,
    };
}
