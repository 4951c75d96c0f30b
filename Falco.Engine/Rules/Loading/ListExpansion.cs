using System.Buffers;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// Puts the items of lists in the place of their names. As in Falco that happens in the text, before anything is parsed: a name
/// counts wherever blanks, parentheses, commas and equal signs stand around it.
/// </summary>
internal sealed class ListExpansion
{
    private const string Blanks = " \t\n\r";
    private const string Delimiters = " \t\n\r(),=";

    private static readonly SearchValues<char> AnyDelimiter = SearchValues.Create(Delimiters);

    private readonly List<ExpandedList> _lists = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<int> _oddlyNamed = [];
    private readonly bool[] _pending;

    /// <summary>Takes the lists as they are now: names of older lists among their items give way to those lists' items.</summary>
    public ListExpansion(RuleCollection collection)
    {
        foreach (var list in collection.Lists)
        {
            var items = new List<string>(list.Items.Count);
            foreach (var item in list.Items)
            {
                if (collection.FindList(item) is { } inner && inner.Index < list.Visibility)
                {
                    Used.Add(inner.Name);
                    items.AddRange(inner.Items);
                }
                else
                {
                    items.Add(item);
                }
            }

            if (list.Name.AsSpan().IndexOfAny(AnyDelimiter) >= 0)
            {
                _oddlyNamed.Add(_lists.Count);
            }

            _byName[list.Name] = _lists.Count;
            _lists.Add(new ExpandedList(list, items, string.Join(", ", items.ConvertAll(Quote))));
        }

        _pending = new bool[_lists.Count];
    }

    /// <summary>Names of the lists that something has used.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The items of a list, older lists put in.</summary>
    public IReadOnlyList<string> ItemsOf(string name) => _lists[_byName[name]].Items;

    /// <summary>The text with all lists put in, in the order of the lists.</summary>
    public SourceText Expand(SourceText condition)
    {
        Array.Clear(_pending);
        foreach (var index in _oddlyNamed)
        {
            _pending[index] = true;
        }

        NoteNames(condition.Text);
        for (var i = 0; i < _pending.Length; i++)
        {
            if (_pending[i] && Replace(ref condition, _lists[i]))
            {
                Used.Add(_lists[i].Definition.Name);
                NoteNames(_lists[i].Text);
            }
        }

        return condition;
    }

    /// <summary>An item with a blank in it is put in quotes, unless it has some.</summary>
    public static string Quote(string item)
        => item.Contains(' ', StringComparison.Ordinal) && item[0] is not ('"' or '\'') ? $"\"{item}\"" : item;

    /// <summary>Notes the lists whose names stand in the text.</summary>
    private void NoteNames(ReadOnlySpan<char> text)
    {
        var names = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(AnyDelimiter);
            var name = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!name.IsEmpty && names.TryGetValue(name, out var index))
            {
                _pending[index] = true;
            }
        }
    }

    private static bool Replace(ref SourceText condition, ExpandedList list)
    {
        var name = list.Definition.Name;
        var found = false;
        var text = condition.Text;
        var start = text.IndexOf(name, StringComparison.Ordinal);
        while (start >= 0)
        {
            var named = start;
            var end = start + name.Length;
            if ((start == 0 || Delimiters.Contains(text[start - 1], StringComparison.Ordinal))
                && (end >= text.Length || Delimiters.Contains(text[end], StringComparison.Ordinal)))
            {
                while (start > 0 && Blanks.Contains(text[start - 1], StringComparison.Ordinal))
                {
                    start--;
                }

                while (end < text.Length && Blanks.Contains(text[end], StringComparison.Ordinal))
                {
                    end++;
                }

                if (list.Text.Length == 0)
                {
                    // An empty list takes a comma along.
                    if (start > 0 && text[start - 1] == ',')
                    {
                        start--;
                    }
                    else if (end < text.Length && text[end] == ',')
                    {
                        end++;
                    }
                }

                condition = condition.Replace(start, end, (start > 0 ? " " : "") + list.Text + " ", named);
                text = condition.Text;
                start += list.Text.Length + 1;
                found = true;
            }

            start = start + 1 <= text.Length ? text.IndexOf(name, start + 1, StringComparison.Ordinal) : -1;
        }

        return found;
    }

    private sealed record ExpandedList(ListDefinition Definition, List<string> Items, string Text);
}
