using Falco.Sensor.CommandLine;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.CommandLine;

/// <summary>Options are written as in Falco, whose parser is cxxopts.</summary>
public class OptionGrammarTests
{
    [Theory]
    [InlineData("-c file", "-c=file")]
    [InlineData("-pc", "-p=c")]
    [InlineData("-pkubernetes -U", "-p=kubernetes -U=true")]
    [InlineData("-Lv", "-L=true -v=true")]
    [InlineData("-vMfive", "-v=true -M=five")]
    [InlineData("-l -rule", "-l=-rule")]
    [InlineData("-l -v", "-l=-v")]
    [InlineData("-o a=b -o c=d", "-o=a=b -o=c=d")]
    [InlineData("--option a=b --option=c=d", "-o=a=b -o=c=d")]
    [InlineData("--validate x -V y", "-V=x -V=y")]
    [InlineData("--list", "--list")]
    [InlineData("--list syscall", "--list")]
    [InlineData("--list=syscall", "--list=syscall")]
    [InlineData("--dry-run=false", "--dry-run=false")]
    [InlineData("-v --dry-run -v --dry-run=f", "-v=true --dry-run=false")]
    [InlineData("word -v - -- -x", "-v=true")]
    public void Every_way_of_writing_options_is_understood(string arguments, string expected)
        => Assert.Equal(expected.Split(' '), OptionGrammar.Normalize(arguments.Split(' '), new FalcoOptions().All));

    [Theory]
    [InlineData("--bogus", "Option ‘bogus’ does not exist")]
    [InlineData("-A", "Option ‘A’ does not exist")]
    [InlineData("-vA", "Option ‘A’ does not exist")]
    [InlineData("-c", "Option ‘c’ is missing an argument")]
    [InlineData("--option", "Option ‘option’ is missing an argument")]
    [InlineData("-rfile.yaml", "Argument ‘-rfile.yaml’ starts with a - but has incorrect syntax")]
    [InlineData("-o=a=b", "Argument ‘-o=a=b’ starts with a - but has incorrect syntax")]
    [InlineData("--V x", "Argument ‘--V’ starts with a - but has incorrect syntax")]
    [InlineData("--dry-run=maybe", "Argument ‘maybe’ failed to parse")]
    public void What_Falco_refuses_is_refused_in_its_words(string arguments, string message)
        => Assert.Equal(
            message,
            Assert.Throws<ConfigurationException>(() => OptionGrammar.Normalize(arguments.Split(' '), new FalcoOptions().All)).Message);

    [Theory]
    [InlineData("-M abc", "Argument ‘abc’ failed to parse")]
    [InlineData("--format x", "Invalid format 'x'. Valid values are: text, markdown, json")]
    [InlineData("--format 1", "Invalid format '1'. Valid values are: text, markdown, json")]
    [InlineData("--format json --markdown", "Cannot specify both --markdown and --format options together")]
    public void A_value_that_makes_no_sense_is_refused(string arguments, string message)
    {
        var options = new FalcoOptions();
        var line = options.Parse(arguments.Split(' '));
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => (options.FormatOf(line), options.DurationOf(line))).Message);
    }

    [Fact]
    public void Of_an_option_that_is_given_twice_the_last_one_counts_or_all_do()
    {
        var options = new FalcoOptions();
        var line = options.Parse(["-c", "a", "-r", "x", "-c", "b", "-r", "y", "-p", "", "-o", "k=a b"]);
        Assert.Equal("b", line.GetValue(options.ConfigFile));
        Assert.Equal(["x", "y"], line.GetValue(options.RulesFiles)!);
        Assert.Equal("", line.GetValue(options.Print));
        Assert.Equal(["k=a b"], line.GetValue(options.Settings)!);
        Assert.Null(line.GetValue(options.PidFile));
    }
}
