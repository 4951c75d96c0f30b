using System.Globalization;
using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Testing;

/// <summary>Makes tests of YAML, and says what in it is none.</summary>
internal static class RuleTestReader
{
    private static readonly string[] FileKeys = ["rules", "tests"];
    private static readonly string[] TestKeys = ["name", "capture", "users", "containers", "processes", "events", "expect", "others"];
    private static readonly string[] ExpectKeys = ["rule", "count", "fields"];
    private static readonly string[] UserKeys = ["uid", "name"];
    private static readonly string[] ContainerKeys = ["id", "name", "image", "tag", "privileged"];
    private static readonly string[] ProcessKeys =
        ["pid", "parent", "name", "exepath", "args", "env", "cwd", "uid", "gid", "loginuid", "tty", "container"];

    private static readonly string[] EventKeys = ["type", "pid", "params", "after"];

    public static RuleTestFile Read(YamlNode root)
    {
        Check(root, "A file of rule tests", FileKeys);
        var tests = Items(root, "tests").ConvertAll(Test);
        return tests.Count > 0 ? new RuleTestFile(root.File.Name, Texts(root["rules"]), tests) : throw Error(root, "there are no tests");
    }

    private static RuleTest Test(YamlNode node)
    {
        Check(node, "A test", TestKeys);
        var capture = node["capture"] is { } file ? Text(file) : null;
        if ((capture is null) == (node["events"] is null))
        {
            throw Error(node, "a test has either a 'capture' or 'events'");
        }

        if (capture is not null && (node["processes"] ?? node["containers"] ?? node["users"]) is { } world)
        {
            throw Error(world, "what the machine is like, the capture says");
        }

        return new RuleTest
        {
            Name = Text(Required(node, "name")),
            Line = node.Start.Line + 1,
            Capture = capture,
            Expected = Items(node, "expect").ConvertAll(Expected),
            AllowsOthers = node["others"] is { } others && Others(others),
            World = new TestWorld(
                Items(node, "users").ConvertAll(User),
                Items(node, "containers").ConvertAll(Container),
                Items(node, "processes").ConvertAll(Process),
                Items(node, "events").ConvertAll(Event)),
        };
    }

    private static bool Others(YamlNode node) => Text(node) switch
    {
        "allowed" => true,
        "forbidden" => false,
        _ => throw Error(node, "'others' is 'forbidden' (no other rule may match) or 'allowed'"),
    };

    private static ExpectedAlert Expected(YamlNode node)
    {
        if (node.IsScalar)
        {
            return new ExpectedAlert(node.Text, null, []);
        }

        Check(node, "An expected alert", ExpectKeys);
        var fields = new List<KeyValuePair<string, string>>();
        if (node["fields"] is { } wanted)
        {
            foreach (var (key, value) in wanted.IsMap ? wanted.Entries : throw Error(wanted, "'fields' is a map of field names to text"))
            {
                fields.Add(new(Text(key), Text(value)));
            }
        }

        return new ExpectedAlert(Text(Required(node, "rule")), node["count"] is { } count ? Number(count) : null, fields);
    }

    private static TestUser User(YamlNode node)
    {
        Check(node, "A user", UserKeys);
        return new TestUser(Id(Required(node, "uid")), Text(Required(node, "name")));
    }

    private static TestContainer Container(YamlNode node)
    {
        Check(node, "A container", ContainerKeys);
        return new TestContainer(
            ContainerId(Required(node, "id")),
            TextOr(node["name"], ""),
            TextOr(node["image"], ""),
            TextOr(node["tag"], ""),
            node["privileged"] is { } privileged && Bool(privileged));
    }

    private static TestProcess Process(YamlNode node)
    {
        Check(node, "A process", ProcessKeys);
        return new TestProcess
        {
            Pid = Number(Required(node, "pid")),
            Parent = node["parent"] is { } parent ? Number(parent) : 1,
            Name = Text(Required(node, "name")),
            ExePath = TextOr(node["exepath"], ""),
            Args = Texts(node["args"]),
            Env = Texts(node["env"]),
            Cwd = TextOr(node["cwd"], "/"),
            Uid = node["uid"] is { } uid ? Id(uid) : 0,
            Gid = node["gid"] is { } gid ? Id(gid) : 0,
            LoginUid = node["loginuid"] is { } login ? Id(login) : uint.MaxValue,
            Tty = node["tty"] is { } tty ? Id(tty) : 0,
            Container = node["container"] is { } container ? ContainerId(container) : "",
        };
    }

    private static TestEvent Event(YamlNode node)
    {
        Check(node, "An event", EventKeys);
        var parameters = node["params"] switch
        {
            null or { IsNull: true } => [],
            { IsMap: true } map => map.Entries,
            var other => throw Error(other, "'params' is a map of parameter names to values"),
        };
        return new TestEvent(node, Text(Required(node, "type")), Number(Required(node, "pid")), parameters)
        {
            After = node["after"] is not { } after ? null
                : TimeText.TryParse(Text(after), out var time) ? time
                : throw Error(after, "there should be a time from 1ms to 24h here, as in 30s"),
        };
    }

    private static string ContainerId(YamlNode node)
        => Text(node) is { Length: 12 or 64 } id && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw Error(node, $"a container id is 12 or 64 hexadecimal digits, not '{node.Text}'");

    private static void Check(YamlNode node, string what, string[] keys)
    {
        if (!node.IsMap)
        {
            throw Error(node, $"{char.ToLowerInvariant(what[0])}{what[1..]} is a map with some of the keys {string.Join(", ", keys)}");
        }

        foreach (var (key, _) in node.Entries)
        {
            if (!keys.Contains(key.Text))
            {
                throw Error(key, $"{char.ToLowerInvariant(what[0])}{what[1..]} has no key '{key.Text}', but {string.Join(", ", keys)}");
            }
        }
    }

    private static YamlNode Required(YamlNode node, string key) => node[key] ?? throw Error(node, $"there is no '{key}'");

    private static List<YamlNode> Items(YamlNode node, string key) => node[key] switch
    {
        null or { IsNull: true } => [],
        { IsSequence: true } list => list.Items,
        var other => throw Error(other, $"'{key}' is a list"),
    };

    private static string Text(YamlNode node) => node.IsScalar ? node.Text : throw Error(node, "there should be text here");

    private static string TextOr(YamlNode? node, string otherwise) => node is null ? otherwise : Text(node);

    private static List<string> Texts(YamlNode? node) => node switch
    {
        null or { IsNull: true } => [],
        { IsSequence: true } list => list.Items.ConvertAll(Text),
        _ => [Text(node)],
    };

    private static bool Bool(YamlNode node)
        => node.IsScalar && node.TryGetBool(out var value) ? value : throw Error(node, "there should be true or false here");

    private static long Number(YamlNode node)
        => node.IsScalar && long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error(node, "there should be a number here");

    private static uint Id(YamlNode node)
        => node.IsScalar && uint.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error(node, "there should be a number here");

    public static RuleTestException Error(YamlNode node, string message)
        => new($"{node.File.Name}:{node.Start.Line + 1}:{node.Start.Column + 1}: {message}");
}
