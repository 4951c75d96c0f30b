namespace Falco.Engine.Output;

/// <summary>A part of a rule's output: text, or the name of a field or of a transformer.</summary>
/// <param name="Text">The text; empty where it is a name.</param>
/// <param name="Field">The name; null where it is text.</param>
/// <param name="IsTransformer">Whether the name is a transformer's: those are no members of an alert's output_fields.</param>
public sealed record OutputPiece(string Text, string? Field, bool IsTransformer);
