using System.Globalization;
using System.Text;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Loading;
using Falco.Engine.State;

namespace Falco.Engine.Output;

/// <summary>
/// A rule's output, compiled: <c>shell in a container (user=%user.name command=%proc.cmdline)</c>. A percent sign starts a field or a
/// transformer, and the longest text that is one counts; digits between them give the width that the value is cut or filled
/// to. A leading asterisk says that missing values do not suppress the output, which they never do here: they print as &lt;NA&gt;.
/// </summary>
public sealed class OutputTemplate
{
    /// <summary>Wider than any terminal, and no danger to memory.</summary>
    private const int MaxWidth = 64 * 1024;

    private readonly Part[] _parts;
    private readonly OutputField[] _fields;

    private OutputTemplate(Part[] parts, OutputField[] fields)
    {
        _parts = parts;
        _fields = fields;
    }

    /// <summary>
    /// The names of the fields in the output, in the order in which they are written; transformers are among them, after what they work on.
    /// </summary>
    public IEnumerable<string> FieldNames => _fields.Select(member => member.Name);

    /// <summary>The output in pieces, in order.</summary>
    public IReadOnlyList<OutputPiece> Pieces =>
    [
        .. _parts.Select(part => part.Name is { } name
            ? new OutputPiece("", name.Name, name.IsTransformed)
            : new OutputPiece(Encoding.UTF8.GetString(part.Literal), null, false)),
    ];

    /// <summary>The fields without the transformers.</summary>
    internal IEnumerable<OutputField> Fields => _fields.Where(member => !member.IsTransformed);

    /// <summary>Compiles an output.</summary>
    /// <exception cref="FormatException">There is no such field, or a percent sign is followed by nothing that could be one.</exception>
    public static OutputTemplate Parse(string text) => Parse(text, RuleCollection.SyscallSource);

    /// <summary>Compiles an output for events of a source.</summary>
    /// <exception cref="FormatException">There is no such field, or a percent sign is followed by nothing that could be one.</exception>
    internal static OutputTemplate Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            throw new FormatException("empty formatting token");
        }

        var parts = new List<Part>();
        var fields = new List<OutputField>();
        var at = text[0] == '*' ? 1 : 0;
        while (at < text.Length)
        {
            var percent = text.IndexOf('%', at);
            var literalEnd = percent < 0 ? text.Length : percent;
            if (literalEnd > at)
            {
                parts.Add(new Part(Encoding.UTF8.GetBytes(text[at..literalEnd]), null, 0, null));
            }

            if (percent < 0)
            {
                break;
            }

            at = percent + 1;
            var width = ReadWidth(text, ref at);
            var (value, end) = OutputField.Parse(text, at, fields, source);
            parts.Add(new Part([], value, width, fields[^1]));
            at = end;
        }

        return new OutputTemplate([.. parts], [.. fields]);
    }

    /// <summary>Appends the text for the event at hand. <paramref name="target"/> must not be the context's scratch room.</summary>
    internal void Append(ScratchText target, EventContext context)
    {
        foreach (var part in _parts)
        {
            if (part.Value is not { } value)
            {
                target.Append(part.Literal);
                continue;
            }

            var start = target.Length;
            if (!FieldText.Append(target, value, context))
            {
                target.Truncate(start);
                target.Append("<NA>"u8);
            }

            if (part.Width > 0)
            {
                target.Truncate(start + part.Width);
                while (target.Length < start + part.Width)
                {
                    target.Append((byte)' ');
                }
            }
        }
    }

    private static int ReadWidth(string text, ref int at)
    {
        if (at == text.Length)
        {
            throw new FormatException("invalid formatting syntax: formatting cannot end with a %");
        }

        var start = at;
        while (char.IsAsciiDigit(text[at]))
        {
            if (++at == text.Length)
            {
                throw new FormatException("invalid formatting syntax: formatting cannot end with a number");
            }
        }

        var digits = text.AsSpan(start, at - start);
        if (digits.IsEmpty)
        {
            return 0;
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width <= MaxWidth
            ? width
            : throw new FormatException($"invalid formatting syntax: a width of {digits} is above {MaxWidth}");
    }

    /// <summary>Text, or a value with the width it is printed in (0: as it comes) and its name.</summary>
    private readonly record struct Part(byte[] Literal, BoundField? Value, int Width, OutputField? Name);
}
