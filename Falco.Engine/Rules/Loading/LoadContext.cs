using System.Text;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>Where the loader is: an item of a file, inside of another.</summary>
internal sealed record LoadContext
{
    private LoadContext(LoadContext? parent, RulesFile file, string itemType, string itemName, YamlMark mark)
    {
        Parent = parent;
        File = file;
        ItemType = itemType;
        ItemName = itemName;
        Mark = mark;
    }

    /// <summary>A whole file.</summary>
    public LoadContext(RulesFile file)
        : this(null, file, "rules content", "", default)
    {
    }

    public LoadContext? Parent { get; }

    public RulesFile File { get; }

    public string ItemType { get; }

    public string ItemName { get; }

    /// <summary>The place; of a condition's part the place in the condition, counted in bytes.</summary>
    public YamlMark Mark { get; }

    /// <summary>The condition and the place in it that is meant; null where a place in the file is.</summary>
    public TextPosition? Condition { get; private init; }

    public LoadContext Item(YamlNode? node, string type, string name = "")
        => new(this, File, type, name, node?.Start ?? Mark);

    public LoadContext At(YamlMark mark) => new(this, File, "value for", "", mark);

    /// <summary>A condition as a whole.</summary>
    public LoadContext Whole(SourceText condition)
        => new(this, File, "condition expression", "", Mark.InBytes(File.Content)) { Condition = new TextPosition(condition, 0) };

    /// <summary>A place in a condition.</summary>
    public LoadContext In(TextPosition position)
    {
        var line = 1;
        var column = 1;
        var before = position.Text.Text.AsSpan(0, Math.Min(position.Offset, position.Text.Text.Length));
        foreach (var rune in before.EnumerateRunes())
        {
            column += rune.Utf8SequenceLength;
            if (rune.Value is '\r' or '\n')
            {
                column = 1;
                line++;
            }
        }

        // Falco adds the place in the condition to that of the condition in the file.
        var start = Mark.InBytes(File.Content);
        var offset = Encoding.UTF8.GetByteCount(before) + position.Offset - before.Length;
        var mark = new YamlMark(start.Line + line, start.Column + column, start.Offset + offset);
        return new(this, File, "condition expression", "", mark) { Condition = position };
    }
}

/// <summary>A rules file as it was given.</summary>
internal sealed record RulesFile(string Name, string Content);

/// <summary>A mistake for which a file is refused.</summary>
internal sealed class LoadException(LoadCode code, string message, LoadContext context) : Exception(message)
{
    public LoadCode Code { get; } = code;

    public LoadContext Context { get; } = context;
}
