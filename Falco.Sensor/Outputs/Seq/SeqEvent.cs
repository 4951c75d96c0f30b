using System.Text;
using System.Text.Json;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Serilog.Events;

namespace Falco.Sensor.Outputs.Seq;

/// <summary>An alert as an event of Seq's.</summary>
internal static class SeqEvent
{
    /// <summary>
    /// Characters of all texts together. Seq takes events of 256 KiB and requests of 10 MiB, and a control character may become six; so a
    /// request of <see cref="SeqSink.BatchSize"/> is never refused for what somebody has put into arguments.
    /// </summary>
    private const int MaxText = 32 * 1024;

    private const int MaxFieldText = 8 * 1024;

    /// <summary>Makes the event.</summary>
    public static LogEvent Of(AlertId id, Alert alert, MessageTemplate template)
    {
        var properties = new Dictionary<string, LogEventPropertyValue>();
        var message = Encoding.UTF8.GetString(alert.Message.Span);
        var room = MaxText;
        properties[SeqTemplate.Output] = Text(message, MaxFieldText, ref room);
        properties["rule"] = new ScalarValue(alert.Rule);
        properties["priority"] = new ScalarValue(alert.Priority.ToString());
        properties["source"] = new ScalarValue(alert.Source);
        properties["tags"] = new SequenceValue(alert.Tags.Select(tag => new ScalarValue(tag)));
        properties["hostname"] = new ScalarValue(id.Machine);
        properties["alert_id"] = new ScalarValue($"{id.Sensor}/{id.Epoch}/{id.Event}/{id.Rule}");
        using var fields = JsonDocument.Parse(Encoding.UTF8.GetBytes($"{{{Encoding.UTF8.GetString(alert.FieldsJson.Span)}}}"));
        foreach (var member in fields.RootElement.EnumerateObject())
        {
            var name = SeqTemplate.NameOf(member.Name);
            while (!properties.TryAdd(name, Value(member.Value, ref room)))
            {
                // An extra field that is called as a property of every alert.
                name += "_";
            }
        }

        return new LogEvent(
            DateTimeOffset.UnixEpoch.AddTicks((long)(alert.Timestamp / 100)),
            LevelOf(alert.Priority),
            exception: null,
            template,
            properties.Select(property => new LogEventProperty(property.Key, property.Value)));
    }

    /// <summary>Serilog has six levels for Falco's eight priorities.</summary>
    public static LogEventLevel LevelOf(Priority priority) => priority switch
    {
        Priority.Emergency or Priority.Alert or Priority.Critical => LogEventLevel.Fatal,
        Priority.Error => LogEventLevel.Error,
        Priority.Warning => LogEventLevel.Warning,
        Priority.Notice or Priority.Informational => LogEventLevel.Information,
        _ => LogEventLevel.Debug,
    };

    private static LogEventPropertyValue Value(JsonElement value, ref int room)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Text(value.GetString()!, MaxFieldText, ref room);
            case JsonValueKind.Number:
                return value.TryGetInt64(out var whole) ? new ScalarValue(whole)
                    : value.TryGetUInt64(out var large) ? new ScalarValue(large)
                    : new ScalarValue(value.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return new ScalarValue(value.GetBoolean());
            case JsonValueKind.Array:
                var items = new List<LogEventPropertyValue>();
                foreach (var item in value.EnumerateArray())
                {
                    if (room <= 0)
                    {
                        break;
                    }

                    room -= 8;
                    items.Add(Value(item, ref room));
                }

                return new SequenceValue(items);
            case JsonValueKind.Object:
                return Text(value.GetRawText(), MaxFieldText, ref room);
            default:
                return new ScalarValue(null);
        }
    }

    private static ScalarValue Text(string text, int most, ref int room)
    {
        most = Math.Min(most, Math.Max(room, 0));
        if (text.Length > most)
        {
            // Not between the halves of a character.
            most -= most > 0 && char.IsHighSurrogate(text[most - 1]) ? 1 : 0;
            text = $"{text.AsSpan(0, most)}...";
        }

        room -= text.Length;
        return new ScalarValue(text);
    }
}
