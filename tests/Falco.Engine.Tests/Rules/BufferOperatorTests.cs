using Xunit;

namespace Falco.Engine.Tests.Rules;

public class BufferOperatorTests
{
    [Theory]
    [InlineData("y.a bcontains 00ff", true)]
    [InlineData("y.a bcontains 00FF61", true)]
    [InlineData("y.a bcontains ff00", false)]
    [InlineData("y.a bstartswith 4100", true)]
    [InlineData("y.a bstartswith 00", false)]
    [InlineData("y.a contains a", true)]
    [InlineData("y.a startswith A", true)]
    [InlineData("y.a endswith a", true)]
    [InlineData("y.a = A", false)]
    [InlineData("y.a != A", true)]
    [InlineData("y.a bcontains anyof (61, 62)", true)]
    public void Compare_raw_bytes(string condition, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("y.a", new byte[] { 0x41, 0, 0xff, 0x61 }).Holds(condition));

    [Theory]
    [InlineData("y.a bcontains 0", "filter error: bcontains and bstartswith operator support hex strings only")]
    [InlineData("y.a bcontains xy", "filter error: bcontains and bstartswith operator support hex strings only")]
    [InlineData("y.a regex a", "filter error: 'regex' operator not supported for buffer filters")]
    [InlineData("t.a bcontains 00", "filter error: 'bcontains' operator not supported for string filters")]
    public void Refuse_what_buffers_cannot_be_compared_with(string condition, string message)
        => Assert.Equal((message, 0), ConditionCases.ErrorOf(condition));
}
