using System.Buffers;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.Fields;
using Xunit;

namespace Falco.Engine.Tests.Output;

public class AlertTemplatesTests
{
    private static readonly AlertFormat Json = new() { Json = true, Iso8601Time = true, HostName = "vm" };

    [Theory]
    [InlineData("evt=%evt.type", "evt=close")]
    [InlineData("*evt=%evt.type", "evt=close")]
    [InlineData("(%evt.type)", "(close)")]
    [InlineData("%evt.type.", "close.")]
    [InlineData("%evt.typex y", "closex y")]
    [InlineData("%evt.num.x", "42.x")]
    [InlineData("%2evt.type|%7evt.type|", "cl|close  |")]
    [InlineData("%evt.arg[0]|%evt.arg.resx|", "0|0x|")]
    [InlineData("%evt.type[x]", "close[x]")]
    [InlineData("%toupper(evt.type)", "CLOSE")]
    [InlineData("%toupper( evt.type )x", "CLOSEx")]
    [InlineData("%toupper(tolower(toupper(evt.type)))", "CLOSE")]
    [InlineData("%8toupper(evt.type)|", "CLOSE   |")]
    [InlineData("%concat(evt.type,\"-\",evt.source)", "close-syscall")]
    [InlineData("%join(\",\",(evt.type,evt.source))", "close,syscall")]
    [InlineData("%len(evt.res)", "7")]
    [InlineData("%len(evt.type)", "<NA>")]
    [InlineData("%toupper(fd.name)", "<NA>")]
    [InlineData("%proc.env[\"A B\"]", "<NA>")]
    [InlineData("%evt.arg.res.x", "0.x")]
    [InlineData("100 é", "100 é")]
    public void Output_is_text_with_fields_in_it(string template, string expected)
        => Assert.Equal(expected, Encoding.UTF8.GetString(Render(template, new AlertFormat()).Message.Span));

    [Theory]
    [InlineData("")]
    [InlineData("x %")]
    [InlineData("x %5")]
    [InlineData("%%")]
    [InlineData("%foo.bar")]
    [InlineData("%evt.arg.nosuch")]
    [InlineData("%evt.arg.0")]
    [InlineData("%evt.arg[flags]")]
    [InlineData("%evt.rawarg[fd]")]
    [InlineData("%container.label[]")]
    [InlineData("%thread.cgroup.")]
    [InlineData("%toupper(evt.type")]
    [InlineData("%toupper(evt.num)")]
    [InlineData("%toupper()")]
    [InlineData("%nosuch(evt.type)")]
    [InlineData("%val(evt.type)")]
    [InlineData("%99999999999evt.type")]
    public void A_percent_sign_that_starts_no_field_is_an_error(string template)
        => Assert.Throws<FormatException>(() => OutputTemplate.Parse(template));

    [Fact]
    public void Json_has_sorted_keys_and_typed_fields()
        => Assert.Equal(
            """
            {"hostname":"vm","output":"2023-11-14T22:13:20.123456789+0000: Warning close 42 <NA> \"q\"",
            "output_fields":{"evt.num":42,"evt.time.iso8601":1700000000123456789,"evt.type":"close","fd.name":null},
            "priority":"Warning","rule":"a rule","source":"syscall","tags":["a","b"],"time":"2023-11-14T22:13:20.123456789Z"}
            """.ReplaceLineEndings("") + "\n",
            Line(Json, "%evt.type %evt.num %fd.name \"q\""));

    [Fact]
    public void Of_a_transformer_the_fields_in_it_are_members_of_the_output_fields()
        => Assert.Equal(
            """
            "evt.num":42,"evt.source":"syscall","evt.time.iso8601":1700000000123456789,"evt.type":"close","proc.env[\"A B\"]":null
            """,
            Encoding.UTF8.GetString(Render("%toupper(evt.type) %join(\",\",(evt.num,evt.source)) %proc.env[\"A B\"]", Json).FieldsJson.Span));

    [Fact]
    public void Json_leaves_out_what_settings_exclude()
        => Assert.Equal(
            """
            {"hostname":"vm","message":"close","priority":"Warning","rule":"a rule","source":"syscall",
            "time":"2023-11-14T22:13:20.123456789Z"}
            """.ReplaceLineEndings("") + "\n",
            Line(Json with { IncludeOutput = false, IncludeOutputFields = false, IncludeTags = false, IncludeMessage = true }, "%evt.type"));

    [Fact]
    public void Text_has_time_and_priority_before_the_message()
        => Assert.Equal("2023-11-14T22:13:20.123456789+0000: Warning close\n", Line(new AlertFormat { Iso8601Time = true }, "*%evt.type"));

    [Fact]
    public void Extra_fields_are_members_of_the_output_fields()
    {
        var rule = Rule("x") with
        {
            ExtraOutputFields = [new("text", "type %evt.type", false), new("evt.num", "%evt.num", true), new("aa", "%evt.num", true)],
        };
        var alert = new AlertTemplates([rule], Json).Render(rule, Context());
        Assert.Equal(
            """
            "aa":null,"evt.num":42,"evt.time.iso8601":1700000000123456789,"text":"type close"
            """,
            Encoding.UTF8.GetString(alert.FieldsJson.Span));
    }

    private static EventContext Context() => FieldReading.Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3));

    private static Rule Rule(string output) => new()
    {
        Index = 0,
        Name = "a rule",
        Description = "",
        Output = output,
        Condition = "evt.type=close",
        Source = "syscall",
        Priority = Priority.Warning,
        Tags = ["a", "b"],
        Enabled = true,
    };

    private static Alert Render(string template, AlertFormat format)
    {
        var rule = Rule(template);
        return new AlertTemplates([rule], format).Render(rule, Context());
    }

    private static string Line(AlertFormat format, string template)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(output, Render(template, format));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
