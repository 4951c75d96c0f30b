using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class UserFieldsTests
{
    [Fact]
    public void Who_a_process_acts_as_and_who_logged_in_are_looked_up()
    {
        var context = Close(uid: 33, gid: 4, login: 1000);
        context.Tree.Users.SetUser(default, new UserEntry(33, 4, Utf8.From("web"), Utf8.From("/var/www"), Utf8.From("/bin/false")));
        context.Tree.Users.SetUser(default, new UserEntry(1000, 4, Utf8.From("ada"), Utf8.From("/home/ada"), Utf8.From("/bin/bash")));
        context.Tree.Users.SetGroup(default, new GroupEntry(4, Utf8.From("adm")));
        Assert.Equal("33", context.Text("user.uid"));
        Assert.Equal("web", context.Text("user.name"));
        Assert.Equal("/var/www", context.Text("user.homedir"));
        Assert.Equal("/bin/false", context.Text("user.shell"));
        Assert.Equal("1000", context.Text("user.loginuid"));
        Assert.Equal("ada", context.Text("user.loginname"));
        Assert.Equal("4", context.Text("group.gid"));
        Assert.Equal("adm", context.Text("group.name"));
    }

    [Fact]
    public void Unknown_users_have_a_text_that_says_so_but_root_is_root()
    {
        var unknown = Close(uid: 33, gid: 4, login: uint.MaxValue);
        Assert.Equal("<NA>", unknown.Text("user.name"));
        Assert.Equal("<NA>", unknown.Text("user.homedir"));
        Assert.Equal("<NA>", unknown.Text("user.shell"));
        Assert.Equal("<NA>", unknown.Text("group.name"));
        Assert.Equal("-1", unknown.Text("user.loginuid"));
        Assert.Equal("<NA>", unknown.Text("user.loginname"));
        var root = Close(uid: 0, gid: 0, login: 0);
        Assert.Equal("root", root.Text("user.name"));
        Assert.Equal("/root", root.Text("user.homedir"));
        Assert.Equal("<NA>", root.Text("user.shell"));
    }

    [Fact]
    public void Users_of_a_container_are_its_own()
    {
        var context = Close(uid: 33, gid: 4, login: uint.MaxValue);
        context.Thread!.ContainerId = Utf8.From("0123456789ab");
        context.Tree.Users.SetUser(default, new UserEntry(33, 4, Utf8.From("web"), default, default));
        Assert.Equal("<NA>", context.Text("user.name"));
        context.Tree.Users.SetUser(context.Thread.ContainerId, new UserEntry(33, 4, Utf8.From("shop"), default, default));
        Assert.Equal("shop", context.Text("user.name"));
    }

    private static EventContext Close(uint uid, uint gid, uint login)
    {
        var process = Process();
        (process.Uid, process.Gid, process.LoginUid) = (uid, gid, login);
        return Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3), process);
    }
}
