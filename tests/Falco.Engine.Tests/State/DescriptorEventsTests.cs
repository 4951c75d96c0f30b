using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class DescriptorEventsTests
{
    [Fact]
    public void A_closed_descriptor_is_there_until_rules_have_seen_it()
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/file");

        var context = tree.On(Worker, EventType.SYSCALL_CLOSE_X, 0, 3);

        Assert.Equal("/file", context.Fd!.Name.ToString());
        Assert.False(context.FdNameChanged);
        Assert.Null(tree.Thread(Worker).FindFd(3));
    }

    [Fact]
    public void A_failed_close_closes_nothing()
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/file");

        tree.On(Worker, EventType.SYSCALL_CLOSE_X, -4, 3);

        Assert.NotNull(tree.Thread(Worker).FindFd(3));
    }

    [Fact]
    public void Close_range_closes_or_marks()
    {
        var tree = WholeTree();
        for (var fd = 3; fd < 8; fd++)
        {
            tree.Open(Worker, fd, "/file");
        }

        tree.On(Worker, EventType.SYSCALL_CLOSE_RANGE_X, 0, 4, 5, 0);
        tree.On(Worker, EventType.SYSCALL_CLOSE_RANGE_X, 0, 7, uint.MaxValue, 4);

        Assert.Equal([3L, 6L, 7L], tree.Thread(Worker).Fds.Entries.Select(f => f.Key));
        Assert.True(tree.Thread(Worker).FindFd(7)!.IsCloseOnExec);
        Assert.False(tree.Thread(Worker).FindFd(6)!.IsCloseOnExec);
    }

    [Theory]
    [InlineData(EventType.SYSCALL_DUP_1_X, 0u)]
    [InlineData(EventType.SYSCALL_DUP2_X, 0u)]
    [InlineData(EventType.SYSCALL_DUP3_X, OpenFlag.CloseOnExec)]
    public void A_duplicate_is_the_same_but_for_close_on_exec(EventType type, uint flags)
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/file", OpenFlag.CloseOnExec | 2);

        var context = tree.On(Worker, type, 9, 3, 9, flags);

        Assert.Equal(9, context.FdNumber);
        Assert.False(context.FdNameChanged);
        Assert.Equal("/file", tree.Thread(Worker).FindFd(9)!.Name.ToString());
        Assert.Equal(2 | flags, tree.Thread(Worker).FindFd(9)!.OpenFlags);
    }

    [Fact]
    public void Fcntl_duplicates_and_marks()
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/file", 2);

        tree.On(Worker, EventType.SYSCALL_FCNTL_X, 8, 3, 1, 0UL);
        tree.On(Worker, EventType.SYSCALL_FCNTL_X, 9, 3, 26, 0UL);
        tree.On(Worker, EventType.SYSCALL_FCNTL_X, 0, 3, 3, 1UL);

        Assert.False(tree.Thread(Worker).FindFd(8)!.IsCloseOnExec);
        Assert.True(tree.Thread(Worker).FindFd(9)!.IsCloseOnExec);
        Assert.True(tree.Thread(Worker).FindFd(3)!.IsCloseOnExec);
    }

    [Fact]
    public void Both_ends_of_a_pipe_have_its_inode()
    {
        var tree = WholeTree();

        var context = tree.On(Worker, EventType.SYSCALL_PIPE2_X, 0, 3, 4, 1234, OpenFlag.CloseOnExec);

        Assert.Equal(4, context.FdNumber);
        Assert.All([3L, 4L], fd => Assert.Equal((FdType.Fifo, 1234ul), (tree.Thread(Worker).FindFd(fd)!.Type, tree.Thread(Worker).FindFd(fd)!.Inode)));
        Assert.True(tree.Thread(Worker).FindFd(3)!.IsCloseOnExec);
    }

    [Theory]
    [InlineData(EventType.SYSCALL_EVENTFD_X, (byte)FdType.Event)]
    [InlineData(EventType.SYSCALL_EVENTFD2_X, (byte)FdType.Event)]
    [InlineData(EventType.SYSCALL_SIGNALFD_X, (byte)FdType.SignalFd)]
    [InlineData(EventType.SYSCALL_SIGNALFD4_X, (byte)FdType.SignalFd)]
    [InlineData(EventType.SYSCALL_TIMERFD_CREATE_X, (byte)FdType.TimerFd)]
    [InlineData(EventType.SYSCALL_INOTIFY_INIT_X, (byte)FdType.Inotify)]
    [InlineData(EventType.SYSCALL_INOTIFY_INIT1_X, (byte)FdType.Inotify)]
    [InlineData(EventType.SYSCALL_BPF_2_X, (byte)FdType.Bpf)]
    [InlineData(EventType.SYSCALL_USERFAULTFD_X, (byte)FdType.UserFaultFd)]
    [InlineData(EventType.SYSCALL_IO_URING_SETUP_X, (byte)FdType.IoUring)]
    [InlineData(EventType.SYSCALL_EPOLL_CREATE_X, (byte)FdType.EventPoll)]
    [InlineData(EventType.SYSCALL_EPOLL_CREATE1_X, (byte)FdType.EventPoll)]
    public void Calls_that_make_descriptors_of_their_own_kind_say_which(EventType type, byte expectedType)
    {
        var tree = WholeTree();

        var expected = (FdType)expectedType;
        var context = tree.On(Worker, type, 6L);

        Assert.Equal(expected, context.Fd!.Type);
        Assert.Equal(expected, tree.Thread(Worker).FindFd(6)!.Type);
    }

    [Fact]
    public void A_pidfd_gives_access_to_the_other_process_descriptors()
    {
        var tree = WholeTree();
        tree.Open(Helper, 5, "/secret");
        tree.On(Worker, EventType.SYSCALL_PIDFD_OPEN_X, 3, Helper, 0);

        tree.On(Worker, EventType.SYSCALL_PIDFD_GETFD_X, 4, 3, 5, 0);

        Assert.Equal("/proc/40", tree.Thread(Worker).FindFd(3)!.Name.ToString());
        Assert.Equal("/secret", tree.Thread(Worker).FindFd(4)!.Name.ToString());
        Assert.True(tree.Thread(Worker).FindFd(4)!.IsCloseOnExec);
    }

    [Fact]
    public void Stand_in_entries_have_descriptors_too()
    {
        var tree = WholeTree();

        tree.Open(4711, 3, "/file");

        Assert.Equal("/file", tree.On(4711, EventType.SYSCALL_CLOSE_X, 0, 3).Fd!.Name.ToString());
    }

    [Fact]
    public void Limits_count_for_the_whole_process()
    {
        var tree = WholeTree();

        tree.On(ShellThread2, EventType.SYSCALL_SETRLIMIT_X, 0, 512, 1024, 7);
        tree.On(Worker, EventType.SYSCALL_PRLIMIT_X, 0, 256, 0, 0, 0, Helper, 7);

        Assert.Equal(512, tree.Thread(Shell).FdLimit);
        Assert.Equal(256, tree.Thread(Helper).FdLimit);
    }
}
