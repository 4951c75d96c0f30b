using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>Makes the alert of a match that completes a threshold or a sequence: puts in what was not known when its event was evaluated.</summary>
internal static class CompletedAlert
{
    public static Alert Of(Alert match, CompletedMatch completed)
    {
        var inserts = match.Match!.Inserts;
        if (inserts.Count == 0)
        {
            return match with { Match = null };
        }

        var text = new ArrayBufferWriter<byte>();
        var values = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var at = 0;
        foreach (var (place, name, step) in inserts)
        {
            // It may have come from another node.
            var offset = Math.Clamp(place, at, match.Message.Length);
            var value = ValueOf(name, step, completed);
            text.Write(match.Message.Span[at..offset]);
            text.Write(value);
            values[name] = value;
            at = offset;
        }

        text.Write(match.Message.Span[at..]);
        return match with { Match = null, Message = text.WrittenMemory, FieldsJson = Fields(match.FieldsJson, values) };
    }

    private static byte[] ValueOf(string name, int step, CompletedMatch completed) => name switch
    {
        "threshold.count" => Encoding.UTF8.GetBytes(completed.Count.ToString(CultureInfo.InvariantCulture)),
        "threshold.first" => TimeOf(completed.First),
        _ => step < completed.Texts.Count ? completed.Texts[step].ToArray() : [],
    };

    private static byte[] TimeOf(ulong time)
    {
        var text = new ScratchText();
        EventTime.AppendIso8601(text, time);
        return text.Pending.ToArray();
    }

    /// <summary>The members with more of them, in the order of their names; none where the format shows none.</summary>
    private static ReadOnlyMemory<byte> Fields(ReadOnlyMemory<byte> members, SortedDictionary<string, byte[]> values)
    {
        if (members.IsEmpty)
        {
            return members;
        }

        var all = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader([(byte)'{', .. members.Span, (byte)'}']);
        if (!JsonDocument.TryParseValue(ref reader, out var json))
        {
            return members;
        }

        using (json)
        {
            foreach (var member in json.RootElement.EnumerateObject())
            {
                all[member.Name] = Encoding.UTF8.GetBytes(member.Value.GetRawText());
            }
        }

        foreach (var (name, value) in values)
        {
            var text = new ArrayBufferWriter<byte>();
            if (name == "threshold.count")
            {
                text.Write(value);
            }
            else
            {
                FieldJson.WriteText(text, value);
            }

            all[name] = text.WrittenSpan.ToArray();
        }

        var result = new ArrayBufferWriter<byte>();
        foreach (var (name, value) in all)
        {
            if (result.WrittenCount > 0)
            {
                result.Write(","u8);
            }

            FieldJson.WriteText(result, Encoding.UTF8.GetBytes(name));
            result.Write(":"u8);
            result.Write(value);
        }

        return result.WrittenMemory;
    }
}
