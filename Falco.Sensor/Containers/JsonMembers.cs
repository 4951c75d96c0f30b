using System.Text.Json;

namespace Falco.Sensor.Containers;

/// <summary>Members of answers. One that is missing, null or of another type than expected counts as empty: what else there is stays good.</summary>
internal static class JsonMembers
{
    public static JsonElement Member(this JsonElement json, string name)
        => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    public static string Text(this JsonElement json, string name) => json.Member(name).AsText();

    public static string AsText(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half a surrogate pair as an escape.
            return "";
        }
    }

    /// <summary>Whether there is such a member, and not null.</summary>
    public static bool Has(this JsonElement json, string name) => json.Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static bool Flag(this JsonElement json, string name) => json.Member(name).ValueKind == JsonValueKind.True;

    public static long Number(this JsonElement json, string name, long otherwise = 0)
        => json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : otherwise;

    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    /// <summary>Members by name; those whose name is no text are left out.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Members(this JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in json.EnumerateObject())
        {
            if (NameOf(member) is { } name)
            {
                yield return new(name, member.Value);
            }
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
