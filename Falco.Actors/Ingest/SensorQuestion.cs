namespace Falco.Actors.Ingest;

/// <summary>Asks a sensor's router how it is. The answer is a <see cref="Cluster.Inspection.Reports.SensorReport"/>.</summary>
internal sealed record SensorQuestion;
