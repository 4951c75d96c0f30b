using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.Fields;
using Xunit;

namespace Falco.Engine.Tests.Output;

public class OutputTransformerTests
{
    [Theory]
    [InlineData("%toupper(evt.type)!", "OPEN!")]
    [InlineData("%7toupper(evt.type)|", "OPEN   |")]
    [InlineData("%toupper(evt.type)[0]", "OPEN[0]")]
    [InlineData("%tolower(toupper(evt.type))%evt.type", "openopen")]
    [InlineData("%concat(evt.type, ' of ', evt.type) %join('-', ('a', evt.type))", "open of open a-open")]
    [InlineData("%getopt(('-a', '-b', 'c'), 'ab:') %getopt(('-a', '-b', 'c'), 'ab:')[b]", "(a,b,c) c")]
    [InlineData("%toupper(proc.name)", "<NA>")]
    public void Outputs_may_transform_fields(string output, string expected) => Assert.Equal(expected, Render(output));

    /// <summary>A length is printed as its field is, and text is not printed as a number.</summary>
    [Fact]
    public void The_length_of_a_text_has_no_form() => Assert.Equal("<NA>", Render("%len(evt.type)"));

    [Theory]
    [InlineData("%toupper(evt.num)")]
    [InlineData("%toupper(evt.type")]
    [InlineData("%nothing(evt.type)")]
    [InlineData("%val(evt.type)")]
    public void What_is_no_transformer_is_refused(string output)
        => Assert.StartsWith("unknown filter: ", Assert.Throws<FormatException>(() => OutputTemplate.Parse(output)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_fields_within_are_members_of_the_alert()
    {
        var template = OutputTemplate.Parse("%toupper(tolower(proc.name)) %concat(evt.type, proc.exe)");
        Assert.Equal(
            ["proc.name", "toupper(tolower(proc.name))", "evt.type", "proc.exe", "concat(evt.type,proc.exe)"], template.FieldNames);
        Assert.Equal(["proc.name", "evt.type", "proc.exe"], template.Fields.Select(f => f.Name));
    }

    private static string Render(string output)
    {
        var text = new ScratchText();
        OutputTemplate.Parse(output).Append(text, FieldReading.Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, 3, "/x", 6, 0, 0, 0)));
        return Encoding.UTF8.GetString(text.Pending);
    }
}
