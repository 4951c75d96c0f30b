namespace Falco.Engine.Rules.Loading;

/// <summary>Errors and warnings of one load.</summary>
internal sealed class ProblemList
{
    private readonly List<RuleProblem> _problems = [];

    public IReadOnlyList<RuleProblem> All => _problems;

    public bool HasErrors { get; private set; }

    public void Add(LoadCode code, string message, LoadContext context, string? deprecatedField = null)
    {
        HasErrors |= code.IsError;
        _problems.Add(Problems.Describe(code, message, context, deprecatedField));
    }

    public void Add(LoadException e) => Add(e.Code, e.Message, e.Context);
}
