using Xunit;

namespace Falco.Engine.Tests.Rules;

public class TextOperatorTests
{
    [Theory]
    [InlineData("t.a = bash", "bash", true)]
    [InlineData("t.a == bash", "bas", false)]
    [InlineData("t.a = \"\"", "", true)]
    [InlineData("t.a != bash", "sh", true)]
    [InlineData("t.a != bash", "bash", false)]
    [InlineData("t.a contains as", "bash", true)]
    [InlineData("t.a contains AS", "bash", false)]
    [InlineData("t.a contains \"\"", "bash", true)]
    [InlineData("t.a icontains AS", "bAsh", true)]
    [InlineData("t.a icontains bash", "/bin/baBASH", true)]
    [InlineData("t.a icontains bash", "bas", false)]
    [InlineData("t.a startswith /etc", "/etc/passwd", true)]
    [InlineData("t.a startswith /etc", "/et", false)]
    [InlineData("t.a endswith .sh", "a.sh", true)]
    [InlineData("t.a endswith .sh", ".s", false)]
    [InlineData("t.a < 5", "4", true)]
    [InlineData("t.a < 5", "41", true)]
    [InlineData("t.a <= 5", "5", true)]
    [InlineData("t.a > 5", "50", true)]
    [InlineData("t.a >= 5", "4", false)]
    [InlineData("t.a in (a, b, 'c d')", "c d", true)]
    [InlineData("t.a in (a, b)", "ab", false)]
    [InlineData("t.a in ()", "", false)]
    [InlineData("t.a intersects (a, b)", "b", true)]
    [InlineData("t.a glob /home/*/.ssh/*", "/home/a/b/.ssh/id_rsa", true)]
    [InlineData("t.a glob /home/?/x", "/home/a/x", true)]
    [InlineData("t.a glob /home/?/x", "/home/ab/x", false)]
    [InlineData("t.a glob '[a-c]*[!0-9]'", "bx1z", true)]
    [InlineData("t.a glob '[a-c]*[!0-9]'", "bx1", false)]
    [InlineData("t.a glob '[[:digit:]]x'", "7x", true)]
    [InlineData("t.a glob '[abc'", "[abc", true)]
    [InlineData("t.a glob '\\\\*x'", "*x", true)]
    [InlineData("t.a glob '\\\\*x'", "ax", false)]
    [InlineData("t.a glob '*../*../*'", "/a/../b/../c", true)]
    [InlineData("t.a glob '*../*../*'", "/a/../b", false)]
    [InlineData("t.a glob A*", "abc", false)]
    [InlineData("t.a iglob A*C", "abc", true)]
    [InlineData("t.a iglob '[!a]*'", "ab", false)]
    [InlineData("t.a iglob '[!a]*'", "Ab", false)]
    [InlineData("t.a iglob '[B-C]?'", "bx", true)]
    [InlineData("t.a regex 'ba+sh'", "baaash", true)]
    [InlineData("t.a regex 'ba+sh'", "/baaash", false)]
    [InlineData("t.a regex '(ab|cd){2,3}'", "abcd", true)]
    [InlineData("t.a regex '(ab|cd){2,3}'", "ab", false)]
    [InlineData("t.a regex '[^a-z]+'", "AZ09", true)]
    [InlineData("t.a regex '.*'", "", true)]
    [InlineData("t.a regex 'a.c'", "aäc", true)]
    [InlineData("t.a regex 'a..c'", "aäc", false)]
    [InlineData("t.a regex 'a.c'", "a\nc", false)]
    [InlineData("t.a regex '^ab$'", "ab", true)]
    [InlineData("t.a regex '[[:alpha:]_]+'", "a_B", true)]
    [InlineData("t.a regex '[ä-ü]x'", "öx", true)]
    [InlineData("t.a regex 'a{0}b'", "b", true)]
    public void Compare_text(string condition, string value, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("t.a", value).Holds(condition));

    [Theory]
    [InlineData("/var/run", "/var/run/docker", true)]
    [InlineData("/var/run", "/var/run", true)]
    [InlineData("/var/run", "/var/running", false)]
    [InlineData("/var/run", "/var", false)]
    [InlineData("/var/run/", "/var/run/docker", true)]
    [InlineData("//var//run", "/var/run/x", true)]
    [InlineData("/", "/anything", true)]
    [InlineData("/", "", true)]
    [InlineData("/var/run, /var", "/var/lib", true)]
    [InlineData("/var, /var/run", "/var/lib", true)]
    [InlineData("/home/*/bin", "/home/joe/bin/x", true)]
    [InlineData("/home/*/bin", "/home/joe/lib/x", false)]
    [InlineData("/etc, /lib/x, /usr/lib", "/lib/x/y", true)]
    [InlineData("/etc, /lib/x, /usr/lib", "/lib", false)]
    public void Match_paths_component_by_component(string paths, string path, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("p.a", path).Holds($"p.a pmatch ({paths})"));

    [Fact]
    public void No_value_makes_every_comparison_false()
    {
        var fields = new FakeFields();
        Assert.False(fields.Holds("t.a = x"));
        Assert.False(fields.Holds("t.a != x"));
        Assert.False(fields.Holds("t.a exists"));
        Assert.False(fields.Holds("not t.a != x and t.a exists"));
        Assert.True(fields.Holds("not t.a = x"));
        Assert.False(fields.Holds("t.a = val(t.b)"));
        Assert.False(fields.Holds("t.a != val(t.b)"));
        Assert.True(fields.Set("t.a", "").Holds("t.a exists"));
    }

    [Theory]
    [InlineData("t.a = oneof (a, b)", "a", true)]
    [InlineData("t.a contains oneof (a, b)", "ab", false)]
    [InlineData("t.a contains oneof (a, b)", "ac", true)]
    [InlineData("t.a contains anyof (a, b)", "ab", true)]
    [InlineData("t.a contains allof (a, b)", "ab", true)]
    [InlineData("t.a contains allof (a, b)", "a", false)]
    [InlineData("t.a = anyof (a, b)", "b", true)]
    [InlineData("t.a != allof (a, b)", "b", false)]
    [InlineData("t.a != allof (a, b)", "c", true)]
    [InlineData("t.a != anyof (a, b)", "a", true)]
    [InlineData("t.a = anyof ()", "a", false)]
    [InlineData("t.a != allof ()", "a", false)]
    [InlineData("t.a regex anyof ('a+', 'b+')", "bb", true)]
    [InlineData("t.a startswith anyof foo", "foobar", true)]
    [InlineData("t.a = oneof", "oneof", true)]
    public void Quantify_over_lists(string condition, string value, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("t.a", value).Holds(condition));
}
