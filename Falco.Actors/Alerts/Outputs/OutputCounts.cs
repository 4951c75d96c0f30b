namespace Falco.Actors.Alerts.Outputs;

/// <summary>Asks a node's outputs for their counters: the answer is a list of <see cref="OutputCounts"/>.</summary>
internal sealed record CountOutputs;

/// <summary>What became of the alerts that an output was given.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Accepted">Taken into its queue.</param>
/// <param name="Written">In safe hands.</param>
/// <param name="Failed">Not written as it failed; they are offered again.</param>
/// <param name="Refused">Not taken, as the queue was full or the output does not work; they are offered again.</param>
/// <param name="Waiting">In the queue now, or being written.</param>
/// <param name="Error">Why it does not work; null where it does.</param>
internal sealed record OutputCounts(string Output, long Accepted, long Written, long Failed, long Refused, int Waiting, string? Error);
