using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

/// <summary>What fields say of arguments, in Falco 0.44's words: people search the web for these.</summary>
public sealed class FieldArgumentTests
{
    [Theory]
    [InlineData("evt.arg")]
    [InlineData("evt.argx")]
    [InlineData("evt.rawarg")]
    [InlineData("evt.rawargs.fd")]
    [InlineData("evt.around")]
    [InlineData("evt.type.is")]
    [InlineData("evt.type.is[open]")]
    [InlineData("evt.type.isopen")]
    [InlineData("thread.cgroup")]
    [InlineData("thread.cgroup[cpu]")]
    public void A_field_without_its_argument_is_a_syntax_error(string text) => Refuses(text, $"filter syntax error: {text}");

    [Theory]
    [InlineData("proc.name[1]")]
    [InlineData("proc.namex")]
    [InlineData("proc.aname[x]")]
    [InlineData("proc.aname[]")]
    [InlineData("proc.aname[1.5]")]
    [InlineData("proc.aname[1 ]")]
    [InlineData("proc.aname.1")]
    [InlineData("proc.args[x]")]
    [InlineData("proc.env.HOME")]
    [InlineData("evt.args[0]")]
    [InlineData("evt.argsx")]
    [InlineData("evt.arg.flagsx")]
    [InlineData("evt.type.is.nonsense")]
    [InlineData("evt.abspath.nonsense")]
    [InlineData("evt.abspath[src]")]
    [InlineData("fd.types.x")]
    [InlineData("thread.cgroup.cpu.acct")]
    [InlineData("thread.cgroup.cpu1")]
    [InlineData("thread.cgroupsx")]
    [InlineData("nonsense.field")]
    public void What_is_no_argument_makes_the_whole_no_field(string text)
        => Refuses(text, $"filter_check called with nonexistent field {text}");

    [Theory]
    [InlineData("evt.arg[x]", "x is not a valid number")]
    [InlineData("evt.arg[flags]", "flags is not a valid number")]
    [InlineData("evt.arg[]", " is not a valid number")]
    [InlineData("evt.around[x]", "x is not a valid number")]
    [InlineData("fd.types[x]", "x is not a valid number")]
    public void A_number_is_wanted_where_nothing_else_can_be(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("evt.arg.nonsense", "unknown event argument nonsense")]
    [InlineData("evt.rawarg.nonsense", "unknown event argument nonsense")]
    [InlineData("evt.rawarg[fd]", "evt.arg fields must be expressed explicitly")]
    [InlineData("evt.rawarg[0]", "evt.arg fields must be expressed explicitly")]
    [InlineData("container.label", "filter 'container.label': container.label requires an argument but none provided")]
    [InlineData("container.label.app", "filter 'container.label.app': container.label requires an argument but none provided")]
    [InlineData("container.id[1]", "filter 'container.id[1]': container.id does not allow nor require an argument but one is provided: 1")]
    public void Other_mistakes_have_words_of_their_own(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("proc.aname[-1]")]
    [InlineData("proc.aname[ 1]")]
    [InlineData("proc.aname[+1]")]
    [InlineData("proc.aname[99999999999999999999]")]
    [InlineData("proc.apid[-2]")]
    [InlineData("proc.env[]")]
    [InlineData("proc.env[A B]")]
    [InlineData("proc.aenv[99999999999]")]
    [InlineData("evt.arg[-1]")]
    [InlineData("evt.arg[99999999999]")]
    [InlineData("evt.around[-1]")]
    [InlineData("evt.abspath")]
    [InlineData("evt.abspath.dst")]
    [InlineData("thread.cgroup.net_cls")]
    [InlineData("fd.types[-1]")]
    public void What_Falco_takes_is_taken(string text) => Assert.NotNull(FieldCatalog.Bind(text));

    [Fact]
    public void A_number_that_no_parameter_has_gives_no_value()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/tmp"));
        Assert.Null(context.Text("evt.arg[-1]"));
        Assert.Null(context.Text("evt.arg[99999999999]"));
    }

    [Fact]
    public void Minus_one_stands_for_no_level()
    {
        Assert.NotNull(FieldCatalog.Bind("proc.aname[-1]").ReadList);
        Assert.NotNull(FieldCatalog.Bind("proc.aname").ReadList);
        Assert.NotNull(FieldCatalog.Bind("proc.aname[0]").Read);
    }

    private static void Refuses(string text, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => FieldCatalog.Bind(text)).Message);
}
