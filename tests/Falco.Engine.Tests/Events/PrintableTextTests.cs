using System.Text;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Events;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("plain text ~", "plain text ~")]
    [InlineData("a\u001bb\n", "a\uFFFDb\uFFFD")]
    [InlineData("\u007f", "\uFFFD")]
    [InlineData("grüße 日本 🐧", "grüße 日本 🐧")]
    [InlineData("\u0085x", "\uFFFDx")]
    [InlineData("\uFDD0", "\uFFFD")]
    [InlineData("\uFFFF", "\uFFFD")]
    public void What_may_not_be_printed_is_replaced_character_by_character(string text, string expected)
        => Assert.Equal(expected, Print(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { 0x80, 0x80 }, 2)] // Lone continuation bytes.
    [InlineData(new byte[] { 0xC0, 0x80 }, 2)] // Overlong.
    [InlineData(new byte[] { 0xE2, 0x82 }, 1)] // Cut off after two of three.
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 3)] // Surrogate.
    [InlineData(new byte[] { 0xF0, 0x9F, 0x90 }, 1)]
    [InlineData(new byte[] { 0xF5, 0x80 }, 2)]
    public void Broken_sequences_give_one_replacement_each(byte[] bytes, int replacements)
        => Assert.Equal(new string('\uFFFD', replacements), Print(bytes));

    [Fact]
    public void Valid_text_is_not_copied()
    {
        var text = Utf8.From("/etc/passwd");
        Assert.Equal(text, PrintableText.Of(text, new ScratchText()));
        Assert.Equal(text.Length, PrintableText.IndexOfInvalid(text.Span));
    }

    private static string Print(byte[] bytes)
    {
        var target = new ScratchText();
        PrintableText.Append(target, bytes);
        return target.Take().ToString();
    }
}
