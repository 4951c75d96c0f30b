namespace Falco.Sensor.Configuration;

/// <summary>A value of falco.yaml: text, a list, named members, or nothing. Options on the command line change the tree.</summary>
internal sealed class ConfigNode
{
    private List<ConfigNode>? _items;
    private Dictionary<string, ConfigNode>? _members;

    /// <summary>Where the value was written, for messages: file, line and column.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The text of a scalar; null where the value is none.</summary>
    public string? Text { get; private set; }

    public bool IsEmpty => Text is null && _items is null && _members is null;

    public bool IsList => _items is not null;

    public bool IsMap => _members is not null;

    public IReadOnlyList<ConfigNode> Items => _items ?? (IReadOnlyList<ConfigNode>)[];

    public IEnumerable<KeyValuePair<string, ConfigNode>> Members => _members ?? (IEnumerable<KeyValuePair<string, ConfigNode>>)[];

    public static ConfigNode Scalar(string text, string origin) => new() { Text = text, Origin = origin };

    public static ConfigNode List(string origin) => new() { _items = [], Origin = origin };

    public static ConfigNode Map(string origin) => new() { _members = [], Origin = origin };

    public void Add(ConfigNode item) => (_items ??= []).Add(item);

    public ConfigNode? Find(string member) => _members?.GetValueOrDefault(member);

    public void Set(string member, ConfigNode value) => (_members ??= [])[member] = value;

    /// <summary>Puts a value into the list at <paramref name="index"/>, growing the list as needed.</summary>
    public void Set(int index, ConfigNode value)
    {
        _items ??= [];
        while (_items.Count <= index)
        {
            _items.Add(new ConfigNode());
        }

        _items[index] = value;
    }
}
