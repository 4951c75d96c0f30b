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
        var root = ConfigFiles.Load(Write("main.yaml", "a:\n  b: 1\n  c: [x, y]\n"), ["a.b=2", "a.c[1]=z", "a.c[]=w", "a.d.e=new"]);
        Assert.Equal("2", ConfigValue.Text(root, "a.b"));
        Assert.Equal(["x", "z", "w"], ConfigValue.Texts(root, "a.c"));
        Assert.Equal("new", ConfigValue.Text(root, "a.d.e"));
    }

    [Fact]
    public void An_option_may_be_a_map()
    {
        var root = ConfigFiles.Load(null, ["append_output[]={\"extra_output\": \"x=%evt.num\"}"]);
        Assert.Equal("x=%evt.num", ConfigValue.Text(root, "append_output[0].extra_output"));
    }

    [Fact]
    public void A_backslash_takes_a_dot_into_a_name()
        => Assert.Equal("1", ConfigFiles.Load(null, [@"a.b\.c=1"]).Find("a")?.Find("b.c")?.Text);

    [Fact]
    public void Included_files_append_to_lists_and_override_the_rest()
    {
        var extra = Write("extra.yaml", "list: [c]\nvalue: new\n");
        var root = ConfigFiles.Load(Write("main.yaml", $"config_files: [{extra}]\nlist: [a, b]\nvalue: old\n"), []);
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
        var root = ConfigFiles.Load(main, []);
        Assert.Equal([list], ConfigValue.Texts(root, "list"));
        Assert.Equal(value, ConfigValue.Text(root, "value"));
    }

    [Fact]
    public void Environment_variables_are_put_in()
    {
        Environment.SetEnvironmentVariable("FALCO_TEST_VALUE", "v");
        var root = ConfigFiles.Load(Write("main.yaml", "a: ${FALCO_TEST_VALUE}x $${FALCO_TEST_VALUE} $5 ${FALCO_TEST_NONE}.\n"), []);
        Assert.Equal("vx ${FALCO_TEST_VALUE} $5 .", ConfigValue.Text(root, "a"));
    }

    [Theory]
    [InlineData("a", "must be of the form key=val")]
    [InlineData(".a=1", "expected a name")]
    [InlineData("a[x]=1", "expected an index")]
    [InlineData("a[99999]=1", "expected an index")]
    [InlineData("a[1=1", "the bracket is not closed")]
    [InlineData(@"a\x=1", "a backslash")]
    [InlineData("value.x=1", "does not fit")]
    [InlineData("list.x=1", "does not fit")]
    public void A_malformed_option_is_an_error_that_says_why(string option, string why)
    {
        var main = Write("main.yaml", "value: 1\nlist: [1]\n");
        var error = Assert.Throws<ConfigurationException>(() => ConfigFiles.Load(main, [option]));
        Assert.Contains(why, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a: [1, 2\n", "main.yaml:")]
    [InlineData("- a\n", "main.yaml:1:1")]
    [InlineData("a: *x\n", "main.yaml:1:4")]
    public void A_malformed_file_is_an_error_that_says_where(string text, string where)
        => Assert.Contains(where, Assert.Throws<ConfigurationException>(() => ConfigFiles.Load(Write("main.yaml", text), [])).Message, StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
