using Falco.Engine.Output;

namespace Falco.Sensor.Configuration;

/// <summary>Reads the entries of append_output.</summary>
internal static class AppendOutputReader
{
    /// <exception cref="ConfigurationException">The entry is malformed.</exception>
    public static AppendOutput Read(ConfigNode node)
    {
        if (!node.IsMap)
        {
            throw new ConfigurationException($"{node.Origin}: an entry of append_output has match, extra_output, extra_fields, suggested_output");
        }

        var match = node.Find("match") ?? new ConfigNode();
        return new AppendOutput
        {
            MatchSource = match.Find("source")?.Text ?? "",
            MatchRule = match.Find("rule")?.Text ?? "",
            MatchTags = [.. ConfigValue.Texts(match, "tags")],
            ExtraOutput = node.Find("extra_output")?.Text ?? "",
            ExtraFields = ReadFields(node.Find("extra_fields")),
            SuggestedOutput = ConfigValue.Flag(node, "suggested_output", false),
        };
    }

    private static List<ExtraOutputField> ReadFields(ConfigNode? node)
    {
        var fields = new List<ExtraOutputField>();
        if (node is null or { IsEmpty: true })
        {
            return fields;
        }

        if (!node.IsList)
        {
            throw new ConfigurationException($"{node.Origin}: extra_fields is a list");
        }

        foreach (var item in node.Items)
        {
            if (item.Text is { } name)
            {
                fields.Add(new ExtraOutputField(name, $"%{name}", IsRaw: true));
            }
            else if (item.Members.ToList() is [var member] && member.Value.Text is { } template)
            {
                fields.Add(new ExtraOutputField(member.Key, template, IsRaw: false));
            }
            else
            {
                throw new ConfigurationException($"{item.Origin}: an entry of extra_fields is a field, or 'name: template'");
            }

            if (fields[..^1].Exists(field => field.Name == fields[^1].Name))
            {
                throw new ConfigurationException($"{item.Origin}: extra_fields has '{fields[^1].Name}' twice");
            }
        }

        return fields;
    }
}
