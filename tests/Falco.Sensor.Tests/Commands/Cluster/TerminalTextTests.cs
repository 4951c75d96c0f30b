using Falco.Sensor.Commands.Cluster;
using Xunit;

namespace Falco.Sensor.Tests.Commands.Cluster;

/// <summary>Whatever a watched process calls itself, a terminal shows it and does not obey it.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("bash -c 'ls | wc'", "bash -c 'ls | wc'")]
    [InlineData("nginx: größer 日本", "nginx: größer 日本")]
    [InlineData("\u001b[2Jgone", "\\x1b[2Jgone")]
    [InlineData("\u009b2J", "\\x9b2J")]
    [InlineData("a\nb\r\tc\0\u007f", "a\\nb\\r\\tc\\x00\\x7f")]
    [InlineData("\\x1b", "\\\\x1b")]
    [InlineData("exe\u202egpj", "exe\\u{202e}gpj")]
    [InlineData("a\u200bb\u2028c\ufeff", "a\\u{200b}b\\u{2028}c\\u{feff}")]
    [InlineData("\U000e0041", "\\u{e0041}")]
    [InlineData("", "")]
    public void Control_characters_and_what_turns_text_around_are_escaped(string text, string shown) => Assert.Equal(shown, TerminalText.Of(text));

    [Fact]
    public void Half_a_character_is_escaped() => Assert.Equal("\\u{d800}x", TerminalText.Of((char)0xd800 + "x"));
}
