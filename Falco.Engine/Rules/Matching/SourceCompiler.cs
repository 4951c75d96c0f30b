using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>Makes sources of fields and transformers.</summary>
internal sealed class SourceCompiler(NodeTable nodes, FieldLookup lookup)
{
    /// <exception cref="FormatException">A field or transformer is wrong.</exception>
    public ValueSource Compile(Operand operand) => operand switch
    {
        FieldOperand field => Field(field.FullName),
        ValueOperand value => nodes.Source($"'{value.Value}", slot => new ConstantSource(slot, Utf8.From(value.Value))),
        TransformerListOperand list => List(list),
        TransformerOperand transformer => Transformer(transformer),
        _ => throw new FormatException("filter error: unexpected operand"),
    };

    private ValueSource Field(string name)
    {
        var reference = lookup(name);

        // What remembers its readings is another value in every condition.
        var key = (reference.Flags & FieldFlags.Remembers) == 0 ? name : $"{name} #{nodes.SourceCount}";
        return nodes.Source(key, slot => new FieldSource(slot, reference));
    }

    private ValueSource List(TransformerListOperand list)
    {
        var items = CompileAll(list.Items);
        return nodes.Source(ConditionPrinter.Print(list), slot => new ListSource(slot, items));
    }

    private ValueSource[] CompileAll(IReadOnlyList<Operand> operands)
    {
        var result = new ValueSource[operands.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var source = Compile(operands[i]);
            result[i] = source is FieldSource { IsMany: true, IsList: false } field
                ? nodes.Source($"{ConditionPrinter.Print(operands[i])} as one", slot => new PrintedSource(slot, field))
                : source;
        }

        return result;
    }

    private ValueSource Transformer(TransformerOperand transformer)
    {
        var arguments = CompileAll(transformer.Arguments);
        if (transformer.Name == "val" || arguments.Length == 1)
        {
            if (transformer.Argument is not null)
            {
                throw new FormatException($"filter error: transformer '{transformer.Name}' does not support field arguments");
            }

            return transformer.Name == "val" ? arguments[0] : Single(transformer, arguments[0]);
        }

        var key = ConditionPrinter.Print(transformer);
        switch (transformer.Name)
        {
            case "join":
                RequireNoArgument(transformer);
                RequireJoin(arguments);
                return nodes.Source(key, slot => new JoinSource(slot, arguments[0], arguments[1]));
            case "concat":
                RequireConcat(arguments);
                RequireNoArgument(transformer);
                return nodes.Source(key, slot => new ConcatSource(slot, arguments));
            case "getopt":
                RequireGetopt(arguments);
                byte? selector = transformer.Argument switch
                {
                    null => null,
                    { Length: 1 } letter when letter[0] < 128 => (byte)letter[0],
                    _ => throw new FormatException("getopt() field argument must be a single option character"),
                };
                return nodes.Source(key, slot => new GetoptSource(slot, arguments[0], arguments[1], selector));
            default:
                throw new FormatException("unknown multivalue transformer");
        }
    }

    private ValueSource Single(TransformerOperand transformer, ValueSource inner)
    {
        var name = transformer.Name;
        if ((inner.Flags & FieldFlags.NoTransformer) != 0)
        {
            throw new FormatException($"field '{inner.Name}' does not support transformers");
        }

        switch (Transformers.Takes(name, inner.Type, inner.IsList))
        {
            case null:
                throw new FormatException($"unknown field transfomer '{name}'");
            case false:
                throw new FormatException(
                    $"can't add field transformer: type '{TypeNames.NameOf(inner.Type)}' is not supported by '{name}' transformer applied on "
                    + $"{(inner.IsList ? "list " : "")}field '{inner.Name}'");
        }

        return nodes.Source(
            ConditionPrinter.Print(transformer),
            slot => name == "len" ? new LengthSource(slot, inner) : new TransformedSource(slot, inner, name));
    }

    private static void RequireNoArgument(TransformerOperand transformer)
    {
        if (transformer.Argument is not null)
        {
            throw new FormatException($"transformer '{transformer.Name}' does not support field arguments");
        }
    }

    private static void RequireJoin(ValueSource[] arguments)
    {
        if (arguments.Length != 2)
        {
            throw new FormatException("join() requires exactly 2 arguments: separator and list");
        }

        if (arguments[0].BaseType.IsList)
        {
            throw new FormatException("join() first argument (separator) must be a single value, not a list");
        }

        if (!arguments[1].BaseType.IsList)
        {
            throw new FormatException("join() second argument must be a list");
        }
    }

    private static void RequireConcat(ValueSource[] arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.BaseType is not (ParamType.CharBuf, false))
            {
                throw new FormatException("concat() arguments must be strings");
            }
        }
    }

    private static void RequireGetopt(ValueSource[] arguments)
    {
        if (arguments.Length != 2)
        {
            throw new FormatException("getopt() requires exactly 2 arguments: args list and optstring");
        }

        if (!arguments[0].BaseType.IsList)
        {
            throw new FormatException("getopt() first argument must be a list");
        }

        if (arguments[1].BaseType.IsList)
        {
            throw new FormatException("getopt() second argument (optstring) must be a single value");
        }

        if (arguments[0].BaseType.Type != ParamType.CharBuf || arguments[1].BaseType.Type != ParamType.CharBuf)
        {
            throw new FormatException("getopt() arguments must be strings");
        }
    }
}
