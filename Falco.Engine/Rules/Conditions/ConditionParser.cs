using System.Runtime.CompilerServices;

namespace Falco.Engine.Rules.Conditions;

/// <summary>
/// Reads conditions:
/// <code>
/// or       = and { "or" and }
/// and      = not { "and" not }
/// not      = { "not" } ( check | "(" or ")" )
/// check    = operand "exists" | operand operator value | macro
/// operand  = field [ "[" argument "]" ] | transformer "(" argument { "," argument } ")"
/// </code>
/// </summary>
internal ref struct ConditionParser
{
    /// <summary>How deep parentheses and transformers may nest.</summary>
    public const int MaxDepth = 1000;

    private static readonly string[] Transformers =
        ["tolower(", "toupper(", "b64(", "basename(", "len(", "join(", "concat(", "getopt("];

    private readonly SourceText _source;
    private ConditionScanner _scanner;
    private int _depth;

    private ConditionParser(SourceText source)
    {
        _source = source;
        _scanner = new ConditionScanner(source.Text);
    }

    /// <summary>The names of all transformers, <c>val</c> first.</summary>
    public static IEnumerable<string> TransformerNames => Transformers.Select(t => t[..^1]).Prepend("val");

    /// <summary>Parses a whole condition.</summary>
    /// <exception cref="ConditionException">It is malformed.</exception>
    public static Expr Parse(SourceText source)
    {
        var parser = new ConditionParser(source);
        if (source.Text.Length == 0)
        {
            throw parser.Error("filter input string is empty");
        }

        var result = parser.Or();
        if (!parser._scanner.AtEnd)
        {
            throw parser.Error($"unexpected token after '{parser._scanner.Token}', expecting 'or', 'and'");
        }

        return result;
    }

    /// <summary>Reads the field or transformer that a text begins with, and says where it ends; null where it begins with neither.</summary>
    /// <exception cref="ConditionException">It is malformed.</exception>
    public static (Operand Operand, int End)? ParseBeginning(SourceText source)
    {
        var parser = new ConditionParser(source);
        return parser.FieldOrTransformer(parser.Here()) is { } operand ? (operand, parser._scanner.At) : null;
    }

    private Expr Or()
    {
        Enter();
        var position = Here();
        _scanner.Blank();
        var first = And();
        _scanner.Blank();
        List<Expr>? children = null;
        while (_scanner.Literal("or"))
        {
            (children ??= [first]).Add(AfterWord("or") ?? And());
            _scanner.Blank();
        }

        _depth--;
        return children is null ? first : new OrExpr(children, position);
    }

    private Expr And()
    {
        var position = Here();
        _scanner.Blank();
        var first = Not();
        _scanner.Blank();
        List<Expr>? children = null;
        while (_scanner.Literal("and"))
        {
            (children ??= [first]).Add(AfterWord("and") ?? Not());
            _scanner.Blank();
        }

        return children is null ? first : new AndExpr(children, position);
    }

    /// <summary>What stands in parentheses right behind the word; null where a blank follows.</summary>
    private Expr? AfterWord(string word)
    {
        if (_scanner.Blank())
        {
            return null;
        }

        return _scanner.Literal("(") ? Embedded() : throw Error($"expected blank or '(' after '{word}'");
    }

    private Expr Not()
    {
        var position = Here();
        var isNot = false;
        _scanner.Blank();
        while (_scanner.Not())
        {
            isNot = !isNot;
        }

        Expr child;
        if (_scanner.Literal("not("))
        {
            isNot = !isNot;
            child = Embedded();
        }
        else
        {
            child = Check();
        }

        return isNot ? new NotExpr(child, position) : child;
    }

    /// <summary>The rest of a condition in parentheses.</summary>
    private Expr Embedded()
    {
        _scanner.Blank();
        var child = Or();
        _scanner.Blank();
        return _scanner.Literal(")") ? child : throw Error("expected a ')' token");
    }

    private Expr Check()
    {
        var position = Here();
        _scanner.Blank();
        if (_scanner.Literal("("))
        {
            return Embedded();
        }

        if (_scanner.FieldName())
        {
            return Comparison(Field(position), position);
        }

        if (_scanner.AnyLiteral(Transformers))
        {
            return Comparison(Transformer(position), position);
        }

        return _scanner.Identifier()
            ? new MacroExpr(_scanner.Token, position)
            : throw Error("expected a '(' token, a field check, or an identifier");
    }

    private CheckExpr Comparison(Operand left, TextPosition position)
    {
        _scanner.Blank();
        if (_scanner.Literal("exists"))
        {
            return new CheckExpr(left, new Operator(Conditions.Comparison.Exists), "exists", null, position);
        }

        string text;
        Operand right;
        if (_scanner.AnyOf(Operator.Numeric))
        {
            text = _scanner.Token;
            right = NumberOrTransformer();
        }
        else if (_scanner.AnyOf(Operator.Text))
        {
            text = _scanner.Token;
            right = TextOrQuantified(ref text);
        }
        else if (_scanner.AnyLiteral(Operator.List))
        {
            text = _scanner.Token;
            right = ListOrTransformer();
        }
        else
        {
            throw Error($"expected a valid check operator: one of {Quote(Operator.All)}");
        }

        return Operator.TryParse(text, out var op)
            ? new CheckExpr(left, op, text, right, position)
            : throw Error($"unrecognized filter comparison operator '{text}'");
    }

    private Operand TextOrQuantified(ref string text)
    {
        var hadBlank = char.IsAsciiLetter(text[0]) || _scanner.Blank();
        var start = _scanner.At;
        var token = _scanner.Token;
        if (hadBlank && _scanner.AnyOf(Operator.Quantifiers) && _scanner.ListFollows() && !_scanner.WordFollows())
        {
            text = $"{text} {_scanner.Token}";
            _scanner.Blank();
            var position = Here();
            return (Operand?)List()
                ?? (_scanner.Identifier() ? new ValueOperand(_scanner.Token, position) : throw Error("expected a list or an identifier"));
        }

        _scanner.At = start;
        _scanner.Token = token;
        _scanner.Blank();
        return (Operand?)TransformerOrVal() ?? Text()
            ?? throw Error($"expected a string value or a field with a valid transformer: {Quote(TransformerNames)}");
    }

    private Operand NumberOrTransformer()
    {
        _scanner.Blank();
        var position = Here();
        if (TransformerOrVal() is { } operand)
        {
            return operand;
        }

        return _scanner.HexNumber() || _scanner.Number()
            ? new ValueOperand(_scanner.Token, position)
            : throw Error($"expected a number value or a field with a valid transformer: {Quote(TransformerNames)}");
    }

    private Operand ListOrTransformer()
    {
        _scanner.Blank();
        var position = Here();
        if (((Operand?)List() ?? TransformerOrVal()) is { } operand)
        {
            return operand;
        }

        return _scanner.Identifier()
            ? new ValueOperand(_scanner.Token, position)
            : throw Error($"expected a list, an identifier, or a field with a valid transformer: {Quote(TransformerNames)}");
    }

    private ValueOperand? Text()
    {
        _scanner.Blank();
        var position = Here();
        if (_scanner.Quoted(out var error))
        {
            return error is null ? new ValueOperand(_scanner.Token, position) : throw Error(error);
        }

        return _scanner.BareText() ? new ValueOperand(_scanner.Token, position) : null;
    }

    private ListOperand? List()
    {
        var position = Here();
        if (!_scanner.Literal("("))
        {
            return null;
        }

        _scanner.Blank();
        var values = new List<string>();
        if (FirstOfList() is { } first)
        {
            values.Add(first);
            _scanner.Blank();
            while (_scanner.Literal(","))
            {
                values.Add((Text() ?? throw Error("expected a string value")).Value);
                _scanner.Blank();
            }
        }

        return _scanner.Literal(")") ? new ListOperand(values, position) : throw Error("expected a ')' token");
    }

    /// <summary>A list that does not start with a value has none; a malformed first value counts as such.</summary>
    private string? FirstOfList()
    {
        try
        {
            return Text()?.Value;
        }
        catch (ConditionException)
        {
            return null;
        }
    }

    /// <summary>A transformer, or <c>val</c> with a field.</summary>
    private TransformerOperand? TransformerOrVal()
    {
        _scanner.Blank();
        var position = Here();
        if (_scanner.AnyLiteral(Transformers))
        {
            return Transformer(position);
        }

        if (!_scanner.Literal("val("))
        {
            return null;
        }

        _scanner.Blank();
        var fieldPosition = Here();
        if (!_scanner.FieldName())
        {
            throw Error("expected a field within 'val' transformer");
        }

        var field = Field(fieldPosition);
        _scanner.Blank();
        return _scanner.Literal(")")
            ? new TransformerOperand("val", [field], Argument(), position)
            : throw Error("expected a ')' token closing the transformer");
    }

    private FieldOperand Field(TextPosition position)
    {
        var name = _scanner.Token;
        return new FieldOperand(name, Argument(), position);
    }

    private string? Argument()
    {
        if (!_scanner.Literal("["))
        {
            return null;
        }

        if (_scanner.Quoted(out var error))
        {
            if (error is not null)
            {
                throw Error(error);
            }
        }
        else if (!_scanner.BareArgument())
        {
            throw Error("expected a valid field argument: a quoted string or a bare string");
        }

        var argument = _scanner.Token;
        return _scanner.Literal("]") ? argument : throw Error("expected a ']' token");
    }

    /// <summary>The rest of a transformer whose name and parenthesis were read.</summary>
    private TransformerOperand Transformer(TextPosition position)
    {
        Enter();
        var name = _scanner.Token[..^1];
        _scanner.Blank();
        var arguments = new List<Operand>();
        do
        {
            arguments.Add(TransformerArgument());
            _scanner.Blank();
        }
        while (_scanner.Literal(","));

        if (!_scanner.Literal(")"))
        {
            throw Error("expected a ')' token closing the transformer");
        }

        _depth--;
        return new TransformerOperand(name, arguments, Argument(), position);
    }

    private Operand TransformerArgument()
    {
        var position = Here();
        _scanner.Blank();
        if (_scanner.HexNumber() || _scanner.Number())
        {
            return new ValueOperand(_scanner.Token, position);
        }

        if (_scanner.Quoted(out var error))
        {
            return error is null ? new ValueOperand(_scanner.Token, position) : throw Error(error);
        }

        if (_scanner.Literal("("))
        {
            return TransformerList(position);
        }

        return FieldOrTransformer(position)
            ?? throw Error("expected field transformer argument: field, transformer, quoted string, number, or transformer list");
    }

    private TransformerListOperand TransformerList(TextPosition position)
    {
        var items = new List<Operand>();
        _scanner.Blank();
        if (_scanner.Literal(")"))
        {
            return new TransformerListOperand(items, position);
        }

        items.Add(TransformerListItem(position));
        _scanner.Blank();
        while (_scanner.Literal(","))
        {
            _scanner.Blank();
            items.Add(TransformerListItem(position));
            _scanner.Blank();
        }

        return _scanner.Literal(")") ? new TransformerListOperand(items, position) : throw Error("expected ')'");
    }

    private Operand TransformerListItem(TextPosition position)
    {
        if (FieldOrTransformer(position) is { } operand)
        {
            return operand;
        }

        if (_scanner.Quoted(out var error))
        {
            return error is null ? new ValueOperand(_scanner.Token, position) : throw Error(error);
        }

        return _scanner.HexNumber() || _scanner.Number()
            ? new ValueOperand(_scanner.Token, position)
            : throw Error("expected transformer list argument: field, transformer, quoted string, or number");
    }

    private Operand? FieldOrTransformer(TextPosition position)
    {
        if (_scanner.AnyLiteral(Transformers))
        {
            return Transformer(position);
        }

        return _scanner.FieldName() ? Field(position) : null;
    }

    private void Enter()
    {
        if (++_depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Error($"exceeded max depth limit of {MaxDepth}");
        }
    }

    private readonly TextPosition Here() => new(_source, _scanner.At);

    private readonly ConditionException Error(string message) => new(message, Here());

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
