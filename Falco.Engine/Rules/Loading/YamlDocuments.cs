using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Engine.Rules.Loading;

/// <summary>Reads all documents of a YAML file.</summary>
internal sealed class YamlDocuments
{
    private const int MaxDepth = 100;

    /// <summary>How many nodes an alias may repeat in all: what a file can make of few bytes has a limit.</summary>
    private const int MaxAliasedNodes = 100_000;

    private readonly RulesFile _file;
    private readonly Parser _parser;
    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private int _nodes;
    private int _aliased;
    private int _depth;

    private YamlDocuments(RulesFile file)
    {
        _file = file;
        _parser = new Parser(new Scanner(new StringReader(file.Content), skipComments: true));
    }

    /// <summary>The root of every document; empty documents are left out.</summary>
    /// <exception cref="YamlException">The content is not YAML, or nests too deep.</exception>
    public static List<YamlNode> Read(RulesFile file)
    {
        var reader = new YamlDocuments(file);
        var roots = new List<YamlNode>();
        reader.MoveNext();
        while (reader.MoveNext() && reader._parser.Current is not StreamEnd)
        {
            if (reader._parser.Current is DocumentStart)
            {
                reader.MoveNext();
                roots.Add(reader.Node());
                reader._anchors.Clear();
            }
        }

        return roots;
    }

    /// <summary>The node that starts at the current event; afterwards the current event is its last one.</summary>
    private YamlNode Node()
    {
        _nodes++;
        var current = _parser.Current!;
        switch (current)
        {
            case Scalar scalar:
                return Anchored(scalar, Value(scalar), _nodes);
            case SequenceStart start:
                {
                    var before = _nodes;
                    var node = new YamlNode(YamlKind.Sequence, At(start)) { File = _file };
                    Enter(start);
                    while (Next() is not SequenceEnd)
                    {
                        node.Items.Add(Node());
                    }

                    _depth--;
                    return Anchored(start, node, before);
                }

            case MappingStart start:
                {
                    var before = _nodes;
                    var node = new YamlNode(YamlKind.Map, At(start)) { File = _file };
                    Enter(start);
                    while (Next() is not MappingEnd)
                    {
                        var key = Node();
                        Next();
                        node.Entries.Add((key, Node()));
                    }

                    _depth--;
                    return Anchored(start, node, before);
                }

            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
                {
                    throw new YamlException(alias.Start, alias.End, $"the referenced anchor is not defined: {alias.Value.Value}");
                }

                _aliased += anchored.Size;
                return _aliased <= MaxAliasedNodes
                    ? anchored.Node
                    : throw new YamlException(alias.Start, alias.End, "aliases repeat too much");
            default:
                throw new YamlException(current.Start, current.End, "unexpected content");
        }
    }

    private ParsingEvent Next()
        => MoveNext() ? _parser.Current! : throw new YamlException("unexpected end of file");

    /// <summary>Goes on to the next event. Where the content is odd enough the parser trips over itself, which is no YAML all the same.</summary>
    private bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            var at = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(at, at, "the content after this is not YAML");
        }
    }

    private void Enter(ParsingEvent at)
    {
        if (++_depth > MaxDepth)
        {
            throw new YamlException(at.Start, at.End, "the content nests too deep");
        }
    }

    private YamlNode Anchored(NodeEvent at, YamlNode node, int nodesBefore)
    {
        if (!at.Anchor.IsEmpty)
        {
            _anchors[at.Anchor.Value] = (node, _nodes - nodesBefore + 1);
        }

        return node;
    }

    private YamlNode Value(Scalar scalar)
    {
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty
            && (scalar.Value is "" or "~" or "null" or "Null" or "NULL");
        return new YamlNode(isNull ? YamlKind.Null : YamlKind.Scalar, isNull && scalar.Value.Length == 0 ? Behind(scalar) : At(scalar))
        {
            File = _file,
            End = (int)scalar.End.Index,
            Text = scalar.Value,
            IsQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted,
        };
    }

    /// <summary>Where a value that is not there stands: at what comes next, behind blanks and comments.</summary>
    private YamlMark Behind(Scalar scalar)
    {
        var (line, column, at) = At(scalar);
        var content = _file.Content;
        var isComment = false;
        for (; at < content.Length; at++)
        {
            var c = content[at];
            if (c == '\n')
            {
                (line, column, isComment) = (line + 1, 0, false);
                continue;
            }

            isComment |= c == '#';
            if (!isComment && c is not (' ' or '\t' or '\r'))
            {
                break;
            }

            column++;
        }

        return new YamlMark(line, column, at);
    }

    private static YamlMark At(ParsingEvent e) => new((int)e.Start.Line - 1, (int)e.Start.Column - 1, (int)e.Start.Index);
}
