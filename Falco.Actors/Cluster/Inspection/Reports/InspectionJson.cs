using System.Text.Json.Serialization;

namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>The JSON of reports, between nodes and at the management endpoint.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 16)]
[JsonSerializable(typeof(NodeReport))]
[JsonSerializable(typeof(InspectionReport))]
[JsonSerializable(typeof(MembersReport))]
[JsonSerializable(typeof(MessageReport))]
internal sealed partial class InspectionJson : JsonSerializerContext;
