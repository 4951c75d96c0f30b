namespace Falco.Sensor.CommandLine;

/// <summary>The form of a listing.</summary>
internal enum ListFormat
{
    Text,
    Markdown,
    Json,
}
