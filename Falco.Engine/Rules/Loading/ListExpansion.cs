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
            _lists.Add(new ExpandedList(list, items, string.Join(", ", items.Select(Quote))));
        }
    }

    /// <summary>Names of the lists that something has used.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The text with all lists put in, in the order of the lists.</summary>
    public SourceText Expand(SourceText condition)
    {
        var pending = new SortedSet<int>(_oddlyNamed);
        AddNames(condition.Text, -1, pending);
        while (pending.Count > 0)
        {
            var index = pending.Min;
            pending.Remove(index);
            var list = _lists[index];
            if (Replace(ref condition, list))
            {
                Used.Add(list.Definition.Name);
                AddNames(list.Text, index, pending);
            }
        }

        return condition;
    }

    /// <summary>An item with a blank in it is put in quotes, unless it has some.</summary>
    public static string Quote(string item)
        => item.Contains(' ', StringComparison.Ordinal) && item[0] is not ('"' or '\'') ? $"\"{item}\"" : item;

    /// <summary>Notes the lists behind <paramref name="after"/> whose names stand in the text.</summary>
    private void AddNames(string text, int after, SortedSet<int> pending)
    {
        var names = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var range in text.AsSpan().SplitAny(AnyDelimiter))
        {
            if (names.TryGetValue(text.AsSpan(range), out var index) && index > after)
            {
                pending.Add(index);
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
