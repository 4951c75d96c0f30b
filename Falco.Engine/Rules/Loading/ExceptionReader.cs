namespace Falco.Engine.Rules.Loading;

/// <summary>Reads the exceptions of a rule.</summary>
internal static class ExceptionReader
{
    public static List<ExceptionDefinition> Read(YamlNode item, bool isAppended, LoadContext parent, ProblemList problems)
    {
        var exceptions = new List<ExceptionDefinition>();
        var node = item["exceptions"];
        if (node is null or { IsNull: true })
        {
            return exceptions;
        }

        var allContext = parent.Item(node, "exceptions");
        if (!node.IsSequence)
        {
            throw Decode.Invalid("Rule exceptions must be a sequence", allContext);
        }

        foreach (var entry in node.Items)
        {
            var unnamed = allContext.Item(entry, "exception");
            if (!entry.IsMap)
            {
                throw Decode.Invalid("Rule exception must be a mapping", unnamed);
            }

            var name = Decode.RequiredText(entry, "name", unnamed);
            var context = parent.Item(entry, "exception", name);
            foreach (var earlier in exceptions)
            {
                if (earlier.Name == name)
                {
                    problems.Add(LoadCode.ExceptionNameNotUnique, $"Multiple definitions of exception '{name}' in the same rule", context);
                }
            }

            exceptions.Add(ReadOne(entry, name, isAppended, context, problems));
        }

        return exceptions;
    }

    private static ExceptionDefinition ReadOne(
        YamlNode entry, string name, bool isAppended, LoadContext context, ProblemList problems)
    {
        var exception = new ExceptionDefinition(name, context, entry);
        if (entry["fields"] is { } fields)
        {
            exception.Fields = Entry(fields, "fields", context);
        }
        else if (!isAppended)
        {
            throw Decode.Invalid("Item has no mapping for key 'fields'", context);
        }

        if (entry["comps"] is { } comparisons)
        {
            exception.Comparisons = Entry(comparisons, "comps", context);
        }

        if (entry["values"] is { } values)
        {
            var valuesContext = context.Item(values, "exception values");
            if (!values.IsSequence)
            {
                throw Decode.Invalid("Rule exception values must be a sequence", valuesContext);
            }

            foreach (var value in values.Items)
            {
                exception.Values.Add(Entry(value, "", valuesContext.Item(value, "exception value")));
            }
        }
        else if (isAppended)
        {
            problems.Add(LoadCode.AppendNoValues, "Overriding/appending exception with no values", context);
        }

        return exception;
    }

    private static ExceptionEntry Entry(YamlNode node, string key, LoadContext context)
    {
        var valueContext = context.Item(node, "value for", key);
        if (node.IsSequence)
        {
            return ExceptionEntry.Of(node.Items.Select(i => Entry(i, "", valueContext.Item(i, "exception"))));
        }

        if (node.IsScalar && node.Text.Length == 0)
        {
            throw Decode.Invalid("Value must be non-empty", valueContext);
        }

        return new ExceptionEntry(node.IsScalar ? node.Text : "");
    }
}
