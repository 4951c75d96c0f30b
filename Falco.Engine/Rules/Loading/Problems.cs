using System.Text;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>Tells problems as users see them.</summary>
internal static class Problems
{
    private const int SnippetWidth = 160;

    public static RuleProblem Describe(LoadCode code, string message, LoadContext context, string? deprecatedField = null)
    {
        var locations = new List<RuleLocation>();
        LoadContext? item = null;
        for (var c = context; c is not null; c = c.Parent)
        {
            var name = c.Condition is { } position ? $"\"{Start(position.Text.Text)}\"" : c.File.Name;
            var at = c.Condition is null ? c.Mark.InBytes(c.File.Content) : c.Mark;
            locations.Insert(0, new RuleLocation(c.ItemType, c.ItemName, name, at.Line, at.Column, at.Offset));
            item ??= c.ItemName.Length > 0 || c.Parent is null ? c : null;
        }

        var (file, mark) = InFile(context);
        return new RuleProblem
        {
            IsError = code.IsError,
            Code = code.Name,
            CodeText = deprecatedField is null ? code.Text : $"{code.Text}: field '{deprecatedField}'",
            CodeDescription = code.Description,
            Message = message,
            Item = item!.ItemName.Length > 0 ? $"{item.ItemType} '{item.ItemName}'" : item.ItemType,
            File = file.Name,
            Line = mark.Line + 1,
            Column = mark.Column + 1,
            SourceLine = LineAt(file.Content, mark.Offset),
            DeprecatedField = deprecatedField,
            Locations = locations,
            Snippet = Snippet(context.Condition is { } place ? place.Text.Text : file.Content, locations[^1].Offset),
        };
    }

    /// <summary>The place in the file, also of a part of a condition.</summary>
    private static (RulesFile File, YamlMark Mark) InFile(LoadContext context)
    {
        if (context.Condition is not { } position)
        {
            return (context.File, context.Mark);
        }

        return position.Text.Origin(position.Offset) is { } origin
            ? (origin.Node.File ?? context.File, YamlPosition.Of((origin.Node.File ?? context.File).Content, origin.Node, origin.Offset))
            : (context.File, context.Parent!.Mark);
    }

    private static string Start(string condition)
        => (condition.Length > 20 ? condition[..17] + "..." : condition).Replace('\n', ' ').Replace('\r', ' ');

    private static string LineAt(string content, int offset)
    {
        offset = Math.Min(offset, content.Length);
        var start = offset == 0 ? 0 : content.LastIndexOf('\n', offset - 1) + 1;
        var end = content.IndexOf('\n', offset);
        return content[start..(end < 0 ? content.Length : end)].TrimEnd('\r');
    }

    /// <summary>
    /// The line around a place, cut on both sides where it is long, and below it a mark. Falco counts bytes, not characters.
    /// </summary>
    private static string Snippet(string text, int offset)
    {
        var content = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        if (content.Length == 0)
        {
            return "<No context available>\n";
        }

        // The place may be behind the end, or at the end of a line: the last character before it is shown then.
        while (offset > 0 && (offset >= content.Length || content[offset] == '\n'))
        {
            offset--;
        }

        const int half = SnippetWidth / 2;
        var from = offset;
        while (from > 0 && content[from] != '\n' && offset - from < half)
        {
            from--;
        }

        var to = offset;
        while (to < content.Length - 1 && content[to] != '\n' && to - offset < half)
        {
            to++;
        }

        if (content[from] == '\n')
        {
            from++;
        }

        if (content[to] == '\n')
        {
            to--;
        }

        if (to < from)
        {
            return "<No context available>\n";
        }

        var line = content[from..(to + 1)];
        if (offset - from >= half && line.Length > 3)
        {
            line = "..." + line[3..];
        }

        if (to - offset >= half && line.Length > 3)
        {
            line = line[..^3] + "...";
        }

        var shown = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line));
        return offset - from <= line.Length ? $"{shown}\n{new string(' ', offset - from)}^\n" : shown + "\n";
    }
}
