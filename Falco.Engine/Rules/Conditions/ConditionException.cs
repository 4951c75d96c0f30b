namespace Falco.Engine.Rules.Conditions;

/// <summary>A condition does not parse, or does not compile: what is wrong, and where.</summary>
internal sealed class ConditionException : Exception
{
    public ConditionException(string message, TextPosition position)
        : base(message) => Position = position;

    public TextPosition Position { get; }
}
