using System.Globalization;

namespace Falco.Sensor.Configuration;

/// <summary>A value of falco.yaml: text, a list, named members, or nothing. Options on the command line change the tree.</summary>
internal sealed class ConfigNode
{
    private List<ConfigNode>? _items;
    private OrderedDictionary<string, ConfigNode>? _members;

    /// <summary>Where the value was written, for messages: file, line and column.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The text of a scalar; null where the value is none.</summary>
    public string? Text { get; private set; }

    public bool IsEmpty => Text is null && _items is null && _members is null;

    public bool IsList => _items is not null;

    public bool IsMap => _members is not null;

    public IReadOnlyList<ConfigNode> Items => _items ?? (IReadOnlyList<ConfigNode>)[];

    public IReadOnlyCollection<KeyValuePair<string, ConfigNode>> Members => _members ?? (IReadOnlyCollection<KeyValuePair<string, ConfigNode>>)[];

    /// <summary>A member that the file has more than once; the first counts.</summary>
    public string? Repeated { get; private set; }

    public static ConfigNode Scalar(string text, string origin) => new() { Text = text, Origin = origin };

    public static ConfigNode List(string origin) => new() { _items = [], Origin = origin };

    public static ConfigNode Map(string origin) => new() { _members = [], Origin = origin };

    /// <summary>Appends to the list; nothing becomes a list of one.</summary>
    public void Add(ConfigNode item) => (_items ??= []).Add(item);

    public ConfigNode? Find(string member) => _members?.GetValueOrDefault(member);

    /// <summary>Takes a member of a file's map.</summary>
    public void Declare(string member, ConfigNode value)
    {
        if (!(_members ??= []).TryAdd(member, value))
        {
            Repeated ??= member;
        }
    }

    /// <summary>Puts a member into the map. Nothing becomes a map, and a list one with its indexes for names, as in Falco.</summary>
    public void Set(string member, ConfigNode value)
    {
        if (_items is { } items)
        {
            _items = null;
            _members = [];
            for (var i = 0; i < items.Count; i++)
            {
                _members.Add(i.ToString(CultureInfo.InvariantCulture), items[i]);
            }
        }

        (_members ??= [])[member] = value;
    }

    /// <summary>Puts a value into the list, at most behind its last one.</summary>
    public void Set(int index, ConfigNode value)
    {
        _items ??= [];
        if (index < _items.Count)
        {
            _items[index] = value;
        }
        else
        {
            _items.Insert(index, value);
        }
    }
}
