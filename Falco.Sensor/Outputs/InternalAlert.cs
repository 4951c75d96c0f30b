using System.Buffers;
using System.Text;
using System.Text.Json;
using Falco.Engine.Fields;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Sensor.Outputs;

/// <summary>An alert of the program about itself. It has no event, and a form of its own, which is Falco's.</summary>
/// <param name="Timestamp">When, in nanoseconds since the Unix epoch.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Rule">What stands for a rule's name.</param>
/// <param name="Message">What it says.</param>
internal sealed record InternalAlert(ulong Timestamp, Priority Priority, string Rule, string Message)
{
    /// <summary>More about it, by name: texts and whole numbers.</summary>
    public IReadOnlyDictionary<string, object> Fields { get; init; } = new SortedDictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The time now.</summary>
    public static ulong Now => (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;

    /// <summary>The same in the form of an alert that a rule raised.</summary>
    public Alert ToAlert() => new()
    {
        EventNumber = 0,
        Timestamp = Timestamp,
        Rule = Rule,
        RuleIndex = 0,
        Priority = Priority,
        Source = "internal",
        Tags = [],
        Message = Encoding.UTF8.GetBytes(Message),
        FieldsJson = Encoding.UTF8.GetBytes(JsonText.Line(json =>
        {
            json.WriteStartObject();
            WriteFields(json);
            json.WriteEndObject();
        })[1..^1]),
    };

    /// <summary>The alert as one line, the line's end included.</summary>
    public byte[] Line(AlertFormat format)
        => Encoding.UTF8.GetBytes((format.Json ? JsonText.Line(json =>
        {
            json.WriteStartObject();
            json.WriteString("hostname", format.HostName);
            json.WriteString("output", Message);
            json.WriteStartObject("output_fields");
            WriteFields(json);
            json.WriteEndObject();
            json.WriteString("priority", Priority.ToString());
            json.WriteString("rule", Rule);
            json.WriteString("source", "internal");
            json.WriteString("time", $"{Time(isLocal: false)[..^"+0000".Length]}Z");
            json.WriteEndObject();
        })
        : $"{Time(isLocal: true)}: {Priority} {Message} ({string.Join(' ', Fields.Select(field => $"{field.Key}={(field.Value is string text ? $"\"{text}\"" : field.Value)}"))})") + "\n");

    private void WriteFields(Utf8JsonWriter json)
    {
        foreach (var (name, value) in Fields)
        {
            if (value is string text)
            {
                json.WriteString(name, text);
            }
            else
            {
                json.WriteNumber(name, (long)value);
            }
        }
    }

    private string Time(bool isLocal)
    {
        var text = new ScratchText();
        if (isLocal)
        {
            EventTime.AppendLocal(text, Timestamp, date: false, fraction: true);
        }
        else
        {
            EventTime.AppendIso8601(text, Timestamp);
        }

        return Encoding.UTF8.GetString(text.Pending);
    }
}
