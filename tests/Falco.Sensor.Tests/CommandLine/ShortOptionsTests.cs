using Falco.Sensor.CommandLine;
using Xunit;

namespace Falco.Sensor.Tests.CommandLine;

public class ShortOptionsTests
{
    [Theory]
    [InlineData("-pc", "-p c")]
    [InlineData("-rfile.yaml -U", "-r file.yaml -U")]
    [InlineData("-o json_output=true", "-o json_output=true")]
    [InlineData("-l -rule", "-l -rule")]
    [InlineData("--validate x -V y", "--validate x -V y")]
    public void A_value_may_follow_its_option_at_once(string arguments, string expected)
        => Assert.Equal(expected.Split(' '), ShortOptions.Split(arguments.Split(' ')));
}
