using System.Globalization;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// What a YAML value should be like. Where it is not, that is said from the inside out, as Falco says it: first of the value, then of all
/// that it is part of.
/// </summary>
internal abstract record Schema
{
    private const string WrongType = "Value type not permitted by 'type' constraint.";

    /// <summary>Whether the value is as it should be; each departure is added to <paramref name="departures"/>.</summary>
    public abstract bool Check(YamlNode value, string path, List<string> departures);

    private static bool Fail(string path, string what, List<string> departures)
    {
        departures.Add($"failed for {path}: {what}");
        return false;
    }

    /// <summary>Anything.</summary>
    internal sealed record Any : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures) => true;
    }

    /// <summary>A text, of some if there are any; numbers and the like are texts too.</summary>
    internal sealed record Text(params string[] Values) : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
        {
            var fits = value.IsScalar || Fail(path, WrongType, departures);
            return (Values.Length == 0 || Array.IndexOf(Values, value.Text) >= 0
                || Fail(path, "Failed to match against any enum values.", departures)) && fits;
        }
    }

    internal sealed record Bool : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
            => value is { IsScalar: true, Text: "true" or "false" } || Fail(path, WrongType, departures);
    }

    internal sealed record Integer : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
            => (value.IsScalar && long.TryParse(value.Text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                || Fail(path, WrongType, departures);
    }

    /// <summary>As one of several says.</summary>
    internal sealed record AnyOf(params Schema[] Choices) : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
        {
            var found = new List<string>();
            for (var i = 0; i < Choices.Length; i++)
            {
                if (Choices[i].Check(value, path, found))
                {
                    return true;
                }

                Fail(path, $"Failed to validate against child schema #{i}.", found);
            }

            departures.AddRange(found);
            return Fail(path, "Failed to validate against any schemas allowed by anyOf constraint.", departures);
        }
    }

    /// <summary>A list of items that are all alike.</summary>
    internal sealed record Sequence(Schema Item) : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
        {
            if (!value.IsSequence)
            {
                return Fail(path, WrongType, departures);
            }

            var fits = true;
            for (var i = 0; i < value.Items.Count; i++)
            {
                fits &= Item.Check(value.Items[i], $"{path}[{i}]", departures)
                    || Fail(path, $"Failed to validate item #{i} in array.", departures);
            }

            return fits;
        }
    }

    /// <summary>A map of the keys given and no others.</summary>
    internal sealed record Map(SortedDictionary<string, Schema> Keys, string[] Required, int Minimum = 0) : Schema
    {
        public override bool Check(YamlNode value, string path, List<string> departures)
        {
            if (!value.IsMap)
            {
                return Fail(path, WrongType, departures);
            }

            var fits = value.Entries.Count >= Minimum
                || Fail(path, $"Object should have no fewer than {Minimum} properties.", departures);
            var known = 0;
            foreach (var (key, schema) in Keys)
            {
                if (value[key] is { } entry)
                {
                    known++;
                    fits &= schema.Check(entry, $"{path}[{key}]", departures)
                        || Fail(path, $"Failed to validate against schema associated with property name '{key}'.", departures);
                }
            }

            // Of a key that is there twice, which makes one entry too many, no name is said.
            if (known != value.Entries.Count)
            {
                var unknown = value.Entries.Find(e => !Keys.ContainsKey(e.Key.Text)).Key?.Text;
                fits = Fail(
                    path,
                    $"Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '{unknown}'.",
                    departures);
            }

            foreach (var key in Required)
            {
                fits &= value[key] is not null || Fail(path, $"Missing required property '{key}'.", departures);
            }

            return fits;
        }
    }
}
