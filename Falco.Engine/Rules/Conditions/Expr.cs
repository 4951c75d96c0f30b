namespace Falco.Engine.Rules.Conditions;

/// <summary>A condition or a part of it as written. <see cref="Position"/> is the offset in the text that it was parsed from.</summary>
internal abstract record Expr(TextPosition Position);

/// <summary>Holds if all children do; two or more.</summary>
internal sealed record AndExpr(IReadOnlyList<Expr> Children, TextPosition Position) : Expr(Position);

/// <summary>Holds if one of the children does; two or more.</summary>
internal sealed record OrExpr(IReadOnlyList<Expr> Children, TextPosition Position) : Expr(Position);

/// <summary>Holds if the child does not.</summary>
internal sealed record NotExpr(Expr Child, TextPosition Position) : Expr(Position);

/// <summary>A macro by name.</summary>
internal sealed record MacroExpr(string Name, TextPosition Position) : Expr(Position);

/// <summary>A field, or what a transformer makes of it, compared with something; <see cref="Right"/> is null for <c>exists</c> only.</summary>
internal sealed record CheckExpr(Operand Left, Operator Operator, string OperatorText, Operand? Right, TextPosition Position) : Expr(Position);

/// <summary>One side of a comparison.</summary>
internal abstract record Operand(TextPosition Position);

/// <summary>A field, <c>proc.aname</c>, with the argument in brackets, if any.</summary>
internal sealed record FieldOperand(string Name, string? Argument, TextPosition Position) : Operand(Position)
{
    /// <summary>Name and argument as the field table knows them.</summary>
    public string FullName => Argument is null ? Name : $"{Name}[{Argument}]";
}

/// <summary>A transformer and what it works on: <c>tolower(proc.name)</c>. <c>val(field)</c> is the field itself.</summary>
internal sealed record TransformerOperand(string Name, IReadOnlyList<Operand> Arguments, string? Argument, TextPosition Position)
    : Operand(Position);

/// <summary>A list among a transformer's arguments.</summary>
internal sealed record TransformerListOperand(IReadOnlyList<Operand> Items, TextPosition Position) : Operand(Position);

/// <summary>One constant.</summary>
internal sealed record ValueOperand(string Value, TextPosition Position) : Operand(Position);

/// <summary>A list of constants.</summary>
internal sealed record ListOperand(IReadOnlyList<string> Values, TextPosition Position) : Operand(Position);

/// <summary>A place in a condition's text.</summary>
internal readonly record struct TextPosition(SourceText Text, int Offset);
