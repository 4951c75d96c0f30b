namespace Falco.Actors.Trees;

/// <summary>Asks trees of this node how they are. The answer is a <see cref="Cluster.Inspection.Reports.ProcessTreeReport"/>.</summary>
/// <param name="Subject">The tree's id or its key; empty for every tree. Others say nothing.</param>
/// <param name="Processes">How many processes to show at most.</param>
internal sealed record TreeQuestion(string Subject, int Processes)
{
    /// <summary>Whether a tree is to answer.</summary>
    public bool IsFor(string entityId)
        => Subject.Length == 0
            || entityId == Subject
            || entityId.AsSpan(entityId.IndexOf('|', StringComparison.Ordinal) + 1).SequenceEqual(Subject);
}
