using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class DirectoryEventsTests
{
    [Theory]
    [InlineData("/var/log", "/var/log/")]
    [InlineData("log", "/var/log/")]
    [InlineData("../etc/./ssh/", "/etc/ssh/")]
    [InlineData("../../..", "/")]
    [InlineData("/", "/")]
    public void Chdir_resolves_the_path(string path, string expected)
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/var");

        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, path);

        Assert.Equal(expected, tree.Thread(Worker).Cwd.ToString());
    }

    [Fact]
    public void A_failed_chdir_changes_nothing()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/var");

        tree.On(Worker, EventType.SYSCALL_CHDIR_X, -2, "/etc");

        Assert.Equal("/var/", tree.Thread(Worker).Cwd.ToString());
    }

    [Fact]
    public void Fchdir_goes_where_the_descriptor_leads()
    {
        var tree = WholeTree();
        tree.Open(Worker, 5, "/srv/www", OpenFlag.Directory);

        tree.On(Worker, EventType.SYSCALL_FCHDIR_X, 0, 5);

        Assert.Equal("/srv/www/", tree.Thread(Worker).Cwd.ToString());
    }

    [Fact]
    public void Fchdir_to_an_unknown_descriptor_changes_nothing()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/var");

        tree.On(Worker, EventType.SYSCALL_FCHDIR_X, 0, 5);

        Assert.Equal("/var/", tree.Thread(Worker).Cwd.ToString());
    }

    [Fact]
    public void Getcwd_sets_right_what_was_missed()
    {
        var tree = WholeTree();

        tree.On(Worker, EventType.SYSCALL_GETCWD_X, 0, "/home/user");

        Assert.Equal("/home/user/", tree.Thread(Worker).Cwd.ToString());
    }

    [Fact]
    public void A_relative_chdir_of_another_thread_starts_from_nowhere()
    {
        // Falco takes the thread's own entry, which is empty for all but the main thread.
        var tree = WholeTree();
        tree.On(Shell, EventType.SYSCALL_CHDIR_X, 0, "/var");

        tree.On(ShellThread2, EventType.SYSCALL_CHDIR_X, 0, "log");

        Assert.Equal("log/", tree.Thread(Shell).Cwd.ToString());
    }
}
