using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class FileEventsTests
{
    [Fact]
    public void An_opened_file_is_known_by_its_whole_path_and_as_given()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/etc");

        var context = tree.Open(Worker, 3, "./ssh/../passwd", 3);

        var fd = tree.Thread(Worker).FindFd(3)!;
        Assert.Same(fd, context.Fd);
        Assert.Equal(3, context.FdNumber);
        Assert.True(context.FdNameChanged);
        Assert.Equal((FdType.FileV2, 3u, 5u, 99ul), (fd.Type, fd.OpenFlags, fd.Device, fd.Inode));
        Assert.Equal("/etc/passwd", fd.Name.ToString());
        Assert.Equal("./ssh/../passwd", fd.NameRaw.ToString());
    }

    [Fact]
    public void A_path_starts_at_its_directory_descriptor()
    {
        var tree = WholeTree();
        tree.Open(Worker, 7, "/srv/data", OpenFlag.Directory);

        tree.Open(Worker, 3, "file", directory: 7);

        Assert.Equal(FdType.Directory, tree.Thread(Worker).FindFd(7)!.Type);
        Assert.Equal("/srv/data/file", tree.Thread(Worker).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void A_path_at_an_unknown_descriptor_says_so()
    {
        var tree = WholeTree();

        tree.Open(Worker, 3, "file", directory: 7);

        Assert.Equal("<UNKNOWN>file", tree.Thread(Worker).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void A_failed_open_makes_nothing()
    {
        var tree = WholeTree();

        var context = tree.Open(Worker, -13, "/etc/shadow");

        Assert.Null(context.Fd);
        Assert.Equal(13, context.ErrorCode);
        Assert.Equal(0, tree.Thread(Worker).Fds.Count);
    }

    [Fact]
    public void What_the_enter_event_says_of_the_path_counts()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_OPEN_E, "/asked", 1, 0);

        tree.On(Worker, EventType.SYSCALL_OPEN_X, 3, "/changed", OpenFlag.Created | 2, 0, 1, 2);

        var fd = tree.Thread(Worker).FindFd(3)!;
        Assert.Equal("/asked", fd.Name.ToString());
        Assert.Equal(OpenFlag.Created | 1, fd.OpenFlags);
    }

    [Fact]
    public void An_enter_event_of_another_call_does_not_count()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_OPEN_E, "/asked", 1, 0);
        tree.On(Worker, EventType.SYSCALL_CLOSE_X, 0, 9);

        tree.On(Worker, EventType.SYSCALL_OPEN_X, 3, "/found", 2, 0, 1, 2);

        Assert.Equal("/found", tree.Thread(Worker).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void Creat_has_the_layer_of_the_file_in_a_parameter_of_its_own()
    {
        var tree = WholeTree();

        tree.On(Worker, EventType.SYSCALL_CREAT_X, 3, "/new", 420, 5, 6, 1);

        var fd = tree.Thread(Worker).FindFd(3)!;
        Assert.Equal((FdFlags.OverlayUpper, 5u, 6ul), (fd.Flags, fd.Device, fd.Inode));
    }

    [Fact]
    public void A_failed_memfd_leaves_an_entry_at_its_error_as_in_Falco()
    {
        var tree = WholeTree();

        var context = tree.On(Worker, EventType.SYSCALL_MEMFD_CREATE_X, -22L, "m", 0);

        Assert.Equal(-22, context.FdNumber);
        Assert.Equal(FdType.Uninitialized, context.Fd!.Type);
        Assert.False(context.FdNameChanged);
    }

    [Fact]
    public void Paths_that_are_too_long_have_a_name_of_their_own()
    {
        var tree = WholeTree();

        tree.Open(Worker, 3, "/" + new string('a', 1024));

        Assert.Equal("/DIR_TOO_LONG/FILENAME_TOO_LONG", tree.Thread(Worker).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void The_same_relative_path_is_another_file_in_another_directory()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/one");
        tree.Open(Worker, 3, "file");
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/two");
        tree.Open(Worker, 4, "file");

        Assert.Equal("/one/file", tree.Thread(Worker).FindFd(3)!.Name.ToString());
        Assert.Equal("/two/file", tree.Thread(Worker).FindFd(4)!.Name.ToString());
    }

    [Fact]
    public void An_absolute_path_is_too_long_only_where_the_directory_is_long()
    {
        // What open does with the working directory it does for absolute paths as well, as Falco does.
        var tree = WholeTree();
        var path = "/" + new string('a', 500);
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/" + new string('d', 600));
        tree.On(Worker, EventType.SYSCALL_OPEN_X, 3, path, 1u, 0u, 5u, 99ul);
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/tmp");
        tree.On(Worker, EventType.SYSCALL_OPEN_X, 4, path, 1u, 0u, 5u, 99ul);

        Assert.Equal("/DIR_TOO_LONG/FILENAME_TOO_LONG", tree.Thread(Worker).FindFd(3)!.Name.ToString());
        Assert.Equal(path, tree.Thread(Worker).FindFd(4)!.Name.ToString());
    }

    [Fact]
    public void A_tree_without_descriptors_has_none()
    {
        var tree = WholeTree(tracksDescriptors: false);

        var context = tree.Open(Worker, 3, "/etc/passwd");

        Assert.Null(context.Fd);
        Assert.Equal(0, tree.Thread(Worker).Fds.Count);
    }
}
