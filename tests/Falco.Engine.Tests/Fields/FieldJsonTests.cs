using System.Buffers;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Fields;

public sealed class FieldJsonTests
{
    [Theory]
    [InlineData(ParamType.Int64, PrintFormat.Dec, -2L, "-2")]
    [InlineData(ParamType.Pid, PrintFormat.Id, 12L, "12")]
    [InlineData(ParamType.UInt32, PrintFormat.Dec, 4294967295L, "4294967295")]
    [InlineData(ParamType.UInt64, PrintFormat.Dec, -1L, "18446744073709551615")]
    [InlineData(ParamType.Bool, PrintFormat.Na, 1L, "true")]
    [InlineData(ParamType.Int32, PrintFormat.Hex, 0xFC01L, "\"FC01\"")]
    [InlineData(ParamType.UInt64, PrintFormat.PaddedDec, 5L, "\"000000005\"")]
    [InlineData(ParamType.Int64, PrintFormat.Na, 5L, "\"5\"")]
    [InlineData(ParamType.UInt32, PrintFormat.Na, 5L, "null")]
    public void Decimals_are_numbers_and_other_formats_text(ParamType type, PrintFormat format, long number, string expected)
        => Assert.Equal(expected, Write(type, format, new FieldValue(number)));

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c/", "\"a\\\"b\\\\c/\"")]
    [InlineData("日本 ü", "\"日本 ü\"")]
    [InlineData("", "\"\"")]
    public void Text_is_escaped_as_little_as_possible(string text, string expected)
        => Assert.Equal(expected, Write(ParamType.CharBuf, PrintFormat.Na, new FieldValue(Utf8.From(text))));

    [Theory]
    [InlineData(new byte[] { 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x1B, 0x7F }, "\"\\b\\t\\n\\f\\r\\u001b\u007f\"")]
    [InlineData(new byte[] { 0xC3 }, "\"\uFFFD\"")]
    [InlineData(new byte[] { 0xF8, 0x41 }, "\"\uFFFDA\"")]
    public void Raw_text_keeps_its_control_characters(byte[] text, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        FieldJson.WriteText(output, text);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(3.0, "3.0")]
    public void Doubles_keep_a_point(double number, string expected)
        => Assert.Equal(expected, Write(ParamType.Double, PrintFormat.Na, new FieldValue(BitConverter.DoubleToUInt64Bits(number))));

    [Fact]
    public void An_absent_field_is_null()
    {
        var output = new ArrayBufferWriter<byte>();
        FieldJson.Write(output, FieldCatalog.Bind("fd.name"), new EventContext(new ProcessTree()));
        Assert.Equal("null", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Write(ParamType type, PrintFormat format, FieldValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        FieldJson.Write(output, type, format, value, new ScratchText());
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
