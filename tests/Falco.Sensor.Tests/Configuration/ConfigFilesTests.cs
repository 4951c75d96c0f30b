using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.Configuration;

public sealed class ConfigFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("falco-config").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Options_override_the_file()
    {
        var root = Load(Write("main.yaml", "a:\n  b: 1\n  c: [x, y]\n"), ["a.b=2", "a.c[1]=z", "a.c[]=w", "a.d.e=new"]);
        Assert.Equal("2", ConfigValue.Text(root, "a.b"));
        Assert.Equal(["x", "z", "w"], ConfigValue.Texts(root, "a.c"));
        Assert.Equal("new", ConfigValue.Text(root, "a.d.e"));
    }

    [Fact]
    public void An_option_may_be_a_map()
    {
        var root = Load(null, ["append_output[]={\"extra_output\": \"x=%evt.num\"}"]);
        Assert.Equal("x=%evt.num", ConfigValue.Text(root, "append_output[0].extra_output"));
    }

    [Fact]
    public void A_backslash_takes_a_dot_into_a_name()
        => Assert.Equal("1", Load(null, [@"a.b\.c=1"]).Find("a")?.Find("b.c")?.Text);

    [Fact]
    public void Included_files_append_to_lists_and_override_the_rest()
    {
        var extra = Write("extra.yaml", "list: [c]\nvalue: new\n");
        var root = Load(Write("main.yaml", $"config_files: [{extra}]\nlist: [a, b]\nvalue: old\n"), []);
        Assert.Equal(["a", "b", "c"], ConfigValue.Texts(root, "list"));
        Assert.Equal("new", ConfigValue.Text(root, "value"));
    }

    [Theory]
    [InlineData("override", "c", "new")]
    [InlineData("add-only", "a", "old")]
    public void The_strategy_of_an_included_file_counts(string strategy, string list, string value)
    {
        var extra = Write("extra.yaml", "list: [c]\nvalue: new\n");
        var main = Write("main.yaml", $"config_files:\n  - path: {extra}\n    strategy: {strategy}\nlist: [a]\nvalue: old\n");
        var root = Load(main, []);
        Assert.Equal([list], ConfigValue.Texts(root, "list"));
        Assert.Equal(value, ConfigValue.Text(root, "value"));
    }

    [Fact]
    public void Environment_variables_are_put_in()
    {
        Environment.SetEnvironmentVariable("FALCO_TEST_VALUE", "v");
        var root = Load(Write("main.yaml", "a: ${FALCO_TEST_VALUE}x $${FALCO_TEST_VALUE} ${FALCO_TEST_NONE}.$5 ${FALCO_TEST_VALUE}\n"), []);
        Assert.Equal("vx ${FALCO_TEST_VALUE} .$5 ${FALCO_TEST_VALUE}", ConfigValue.Text(root, "a"));
    }

    [InlineData("a", "Error parsing config option \"a\". Must be of the form key=val or key.subkey=val")]
    [InlineData(".a=1", "Config error at key \".a\": Parsing error: unexpected character at pos 0")]
    [InlineData("a..b=1", "Config error at key \"a..b\": Parsing error: unexpected character at pos 2")]
    [InlineData("a[x]=1", "Config error at key \"a[x]\": Parsing error: expected a numeric index, found 'x'")]
    [InlineData("a[99]=1", "the list there has 0 entries, so [99] would leave a gap")]
    [InlineData("a[1=1", "the bracket at pos 1 is not closed")]
    [InlineData("a[0]b=1", "Parsing error: expected '.' character at pos 4")]
    [InlineData(@"a\x=1", "Parsing error: invalid escape sequence '\\x' at pos 1")]
    [InlineData(@"a\=1", "Parsing error: trailing backslash at pos 1")]
    [InlineData("=1", "expected a name")]
    [InlineData("value.x=1", "main.yaml:1:8) is a single value, it has no 'x'")]
    [InlineData("value[0]=1", "is a single value, it has no [0]")]
    [InlineData("map[0]=1", "the value there is no list")]
    [Theory]
    public void A_malformed_option_is_an_error_that_says_why(string option, string why)
    {
        var main = Write("main.yaml", "value: 1\nlist: [1]\nmap: {a: 1}\n");
        var error = Assert.Throws<ConfigurationException>(() => Load(main, [option]));
        Assert.Contains(why, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a: [1, 2\n", "main.yaml:")]
    [InlineData("- a\n", "main.yaml:1:1")]
    [InlineData("a: *x\n", "main.yaml:1:4")]
    public void A_malformed_file_is_an_error_that_says_where(string text, string where)
        => Assert.Contains(where, Assert.Throws<ConfigurationException>(() => Load(Write("main.yaml", text), [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_turns_a_list_into_a_map_so_that_the_list_counts_no_more()
    {
        var root = Load(Write("main.yaml", "append_output: [{suggested_output: true}]\n"), ["append_output.suggested_output=false"]);
        Assert.Empty(ConfigValue.List(root, "append_output"));
        Assert.Equal("false", ConfigValue.Text(root, "append_output.suggested_output"));
    }

    [Fact]
    public void An_option_can_append_to_a_list_that_is_not_there_yet()
    {
        var root = Load(Write("main.yaml", "rules:\n"), ["rules[].disable.rule=*", "rules[].enable.tag=network"]);
        Assert.Equal(
            [new RuleSelection(false, "*", ""), new RuleSelection(true, "", "network")],
            ConfigValue.List(root, "rules").Select(RuleSelectionReader.Read));
    }

    [Fact]
    public void Files_of_a_folder_come_in_the_order_of_their_names_and_each_is_checked()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, "config.d")).FullName;
        File.WriteAllText(Path.Combine(folder, "2.yaml"), "priority: error\n");
        File.WriteAllText(Path.Combine(folder, "1.yaml"), "priority: debug\nnosuch: 1\n");
        var files = ConfigFiles.Load(Write("main.yaml", $"config_files: [{folder}, /nonexistent]\n"), []);
        Assert.Equal("error", ConfigValue.Text(files.Root, "priority"));
        Assert.Equal(["main.yaml", "1.yaml", "2.yaml"], files.Files.Select(file => Path.GetFileName(file.Path)));
        Assert.Equal([true, false, true], files.Files.Select(file => file.Validation == "ok"));
        Assert.Equal([folder], files.Folders);
    }

    [Fact]
    public void An_included_file_can_be_named_on_the_command_line_and_includes_no_others()
    {
        var extra = Write("extra.yaml", "value: new\n");
        Assert.Equal("new", ConfigValue.Text(Load(Write("main.yaml", "value: old\n"), [$"config_files[]={extra}"]), "value"));
        var nested = Write("nested.yaml", $"config_files: [{extra}]\n");
        var error = Assert.Throws<ConfigurationException>(() => Load(Write("main.yaml", $"config_files: [{nested}]\n"), []));
        Assert.Equal($"Config error: 'config_files' directive in included config file {nested}.", error.Message);
    }

    private static ConfigNode Load(string? file, string[] options) => ConfigFiles.Load(file, options).Root;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
