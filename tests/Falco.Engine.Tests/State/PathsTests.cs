using System.Text;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public sealed class PathsTests
{
    [Theory]
    [InlineData("/home/", "file", "/home/file")]
    [InlineData("/home/", "./file", "/home/file")]
    [InlineData("/home/user/", "../file", "/home/file")]
    [InlineData("/home/user/", "..", "/home")]
    [InlineData("/home/user/", "../../../../file", "/file")]
    [InlineData("/home/", "/etc/passwd", "/etc/passwd")]
    [InlineData("/home/", "", "")]
    [InlineData("/home/", "dir/", "/home/dir")]
    [InlineData("/home/", "a//b///c", "/home/a/b/c")]
    [InlineData("/home/", "..x", "/home/..x")]
    [InlineData("/home/", ".hidden", "/home/.hidden")]
    [InlineData("/home/", "a/./b", "/home/a/b")]
    [InlineData("/home/", "a/.", "/home/a")]
    [InlineData("", "a/b", "a/b")]
    [InlineData("", "./a", "a")]
    [InlineData("", "/", "/")]
    [InlineData("", "//etc//", "/etc")]
    [InlineData("", "/..", "/")]
    [InlineData("", "/tmp/a/b/../../..///file", "/file")]
    [InlineData("<UNKNOWN>", "name", "<UNKNOWN>name")]
    [InlineData("foo/", "../a", "a")]
    public void Paths_resolve_as_in_Falco(string directory, string path, string expected)
        => Assert.Equal(expected, Join(directory, path));

    [Fact]
    public void Unprintable_bytes_of_the_path_are_replaced() => Assert.Equal("/tmp/a\uFFFDb", Join("/tmp/", "a\u001bb"));

    [Fact]
    public void What_is_too_long_gives_a_fixed_text()
        => Assert.Equal("/DIR_TOO_LONG/FILENAME_TOO_LONG", Join("/", new string('x', 1023)));

    [Fact]
    public void The_longest_path_fits() => Assert.Equal(1023, Join("/", new string('x', 1022)).Length);

    [Fact]
    public void Replacements_do_not_make_a_path_longer_than_the_limit()
        => Assert.True(Encoding.UTF8.GetByteCount(Join("/", new string('\u0001', 1000))) < Paths.MaxLength);

    [Fact]
    public void The_path_ends_at_its_first_NUL() => Assert.Equal("/a/b", Join("/a/", "b\0c"));

    private static string Join(string directory, string path)
        => Paths.Join(Encoding.UTF8.GetBytes(directory), Encoding.UTF8.GetBytes(path), new ScratchText()).ToString();
}
