using System.Buffers;
using System.Text;
using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>
/// The form in which alerts are printed, one line each: text, <c>13:53:31.726060287: Critical MESSAGE</c>, or one JSON object with
/// sorted keys. The settings are those of falco.yaml.
/// </summary>
public sealed record AlertFormat
{
    [ThreadStatic]
    private static ScratchText? _room;

    /// <summary>JSON instead of text (json_output).</summary>
    public bool Json { get; init; }

    /// <summary>JSON has the text form in <c>output</c> (json_include_output_property).</summary>
    public bool IncludeOutput { get; init; } = true;

    /// <summary>JSON has the rule's tags (json_include_tags_property).</summary>
    public bool IncludeTags { get; init; } = true;

    /// <summary>JSON has the text without time and priority in <c>message</c> (json_include_message_property).</summary>
    public bool IncludeMessage { get; init; }

    /// <summary>JSON has the fields of the output (json_include_output_fields_property).</summary>
    public bool IncludeOutputFields { get; init; } = true;

    /// <summary>Times in ISO 8601 form and UTC instead of the local time of day (time_format_iso_8601).</summary>
    public bool Iso8601Time { get; init; }

    /// <summary>What JSON names as the machine that the alerts come from.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Alerts carry the fields of their output whether or not they are printed: for a store, and for outputs with a form of their own.</summary>
    public bool KeepFields { get; init; }

    /// <summary>Whether alerts need <see cref="Alert.FieldsJson"/>.</summary>
    internal bool NeedsFields => KeepFields || (Json && IncludeOutputFields);

    /// <summary>The field that every alert carries beside those of its output.</summary>
    internal string TimeField => Iso8601Time ? "evt.time.iso8601" : "evt.time";

    /// <summary>Writes the alert as one line, the line's end included.</summary>
    /// <param name="output">Takes the line.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="machine">The machine that it comes from; null for <see cref="HostName"/>.</param>
    public void Write(IBufferWriter<byte> output, Alert alert, string? machine = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(alert);
        var text = _room ??= new ScratchText();
        text.Clear();
        if (Json)
        {
            WriteJson(output, alert, machine ?? HostName, text);
        }
        else
        {
            output.Write(AppendLine(text, alert).Pending);
        }

        output.Write("\n"u8);
    }

    private void WriteJson(IBufferWriter<byte> output, Alert alert, string machine, ScratchText text)
    {
        output.Write("{\"hostname\":"u8);
        WriteText(output, machine);
        if (IncludeMessage)
        {
            output.Write(",\"message\":"u8);
            FieldJson.WriteText(output, alert.Message.Span);
        }

        if (IncludeOutput)
        {
            output.Write(",\"output\":"u8);
            FieldJson.WriteText(output, AppendLine(text, alert).Pending);
            text.Clear();
        }

        if (IncludeOutputFields)
        {
            output.Write(",\"output_fields\":{"u8);
            output.Write(alert.FieldsJson.Span);
            output.Write("}"u8);
        }

        output.Write(",\"priority\":"u8);
        WriteText(output, alert.Priority.ToString());
        output.Write(",\"rule\":"u8);
        WriteText(output, alert.Rule);
        output.Write(",\"source\":"u8);
        WriteText(output, alert.Source);
        if (IncludeTags)
        {
            WriteTags(output, alert.Tags);
        }

        output.Write(",\"time\":\""u8);
        EventTime.AppendIso8601(text, alert.Timestamp);
        output.Write(text.Pending[..^"+0000".Length]);
        output.Write("Z\"}"u8);
    }

    private ScratchText AppendLine(ScratchText text, Alert alert)
    {
        if (Iso8601Time)
        {
            EventTime.AppendIso8601(text, alert.Timestamp);
        }
        else
        {
            EventTime.AppendLocal(text, alert.Timestamp, date: false, fraction: true);
        }

        return text.Append(": "u8).Append(alert.Priority.ToString()).Append((byte)' ').Append(alert.Message.Span);
    }

    private static void WriteTags(IBufferWriter<byte> output, IReadOnlyList<string> tags)
    {
        output.Write(",\"tags\":["u8);
        for (var i = 0; i < tags.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteText(output, tags[i]);
        }

        output.Write("]"u8);
    }

    private static void WriteText(IBufferWriter<byte> output, string text) => FieldJson.WriteText(output, Encoding.UTF8.GetBytes(text));
}
