namespace Falco.Engine.Output;

/// <summary>
/// A member that append_output's extra_fields adds to an alert's output fields in JSON.
/// </summary>
/// <param name="Name">The member's name.</param>
/// <param name="Template">The output template that gives its value.</param>
/// <param name="IsRaw">The value is that of the field that the template names, with its type, instead of the template's text.</param>
public sealed record ExtraOutputField(string Name, string Template, bool IsRaw);
