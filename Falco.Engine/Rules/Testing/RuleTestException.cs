namespace Falco.Engine.Rules.Testing;

/// <summary>A file of rule tests has a mistake. The message says where: file:line:column.</summary>
public sealed class RuleTestException : Exception
{
    /// <summary>A mistake.</summary>
    public RuleTestException(string message)
        : base(message)
    {
    }
}
