using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Fields;

public sealed class FieldTextTests
{
    [Theory]
    [InlineData(ParamType.Int64, PrintFormat.Dec, -2L, "-2")]
    [InlineData(ParamType.Int64, PrintFormat.Na, 7L, "7")]
    [InlineData(ParamType.Int32, PrintFormat.Hex, -1L, "FFFFFFFF")]
    [InlineData(ParamType.Int32, PrintFormat.Hex, 0xFC01L, "FC01")]
    [InlineData(ParamType.UInt32, PrintFormat.Dec, 4294967295L, "4294967295")]
    [InlineData(ParamType.UInt16, PrintFormat.Oct, 8L, "10")]
    [InlineData(ParamType.UInt64, PrintFormat.PaddedDec, 1234L, "000001234")]
    [InlineData(ParamType.Bool, PrintFormat.Na, 1L, "true")]
    [InlineData(ParamType.Bool, PrintFormat.Na, 0L, "false")]
    public void Numbers_print_in_their_format(ParamType type, PrintFormat format, long number, string expected)
        => Assert.Equal(expected, Print(type, format, new FieldValue(number)));

    [Fact]
    public void A_small_number_without_a_format_is_not_printed()
        => Assert.Null(Print(ParamType.UInt32, PrintFormat.Na, new FieldValue(1UL)));

    [Fact]
    public void Doubles_have_one_digit_after_the_point()
        => Assert.Equal("12.3", Print(ParamType.Double, PrintFormat.Na, new FieldValue(BitConverter.DoubleToUInt64Bits(12.34))));

    [Fact]
    public void Text_is_made_printable() => Assert.Equal("a\uFFFDb", Print(ParamType.CharBuf, PrintFormat.Na, Text("a\tb")));

    [Fact]
    public void Bytes_print_with_dots() => Assert.Equal("GET /..", Print(ParamType.ByteBuf, PrintFormat.Na, Text("GET /\r\n")));

    [Theory]
    [InlineData(1022, 1022)]
    [InlineData(1023, 1021)]
    [InlineData(5000, 1021)]
    public void Long_buffers_are_cut(int length, int expected)
        => Assert.Equal(expected, Print(ParamType.ByteBuf, PrintFormat.Na, Text(new string('x', length)))!.Length);

    [Fact]
    public void Lists_are_in_parentheses()
    {
        var field = new BoundField
        {
            Type = ParamType.CharBuf,
            ReadList = (_, values) =>
            {
                values.Add(Text("file"));
                values.Add(Text("pipe"));
                return true;
            },
        };
        var target = new ScratchText();
        Assert.True(FieldText.Append(target, field, new EventContext(new ProcessTree())));
        Assert.Equal("(file,pipe)", target.Take().ToString());
    }

    private static FieldValue Text(string text) => new(Utf8.Copy(Encoding.UTF8.GetBytes(text)));

    private static string? Print(ParamType type, PrintFormat format, FieldValue value)
    {
        var target = new ScratchText();
        return FieldText.Append(target, type, format, value) ? target.Take().ToString() : null;
    }
}
