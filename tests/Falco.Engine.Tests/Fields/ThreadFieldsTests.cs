using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class ThreadFieldsTests
{
    [Fact]
    public void Ids_are_the_hosts_and_the_namespaces()
    {
        var thread = Process();
        (thread.Tid, thread.Vtid) = (101, 7);
        var context = Close(thread, tid: 101);
        Assert.Equal("101", context.Text("thread.tid"));
        Assert.Equal("7", context.Text("thread.vtid"));
        Assert.Equal("false", context.Text("thread.ismain"));
        Assert.Equal("bash101", context.Text("thread.nametid"));
        Assert.Equal("true", Close(Process()).Text("thread.ismain"));
        Assert.Null(Close(Process()).Text("thread.vtid"));
    }

    [Fact]
    public void Capabilities_have_names()
    {
        var thread = Process();
        (thread.CapPermitted, thread.CapEffective, thread.CapInheritable) = (1 << 0 | 1 << 21, 1 << 12, 0);
        var context = Close(thread);
        Assert.Equal("CAP_CHOWN CAP_SYS_ADMIN", context.Text("thread.cap_permitted"));
        Assert.Equal("CAP_NET_ADMIN", context.Text("thread.cap_effective"));
        Assert.Equal("", context.Text("thread.cap_inheritable"));
    }

    [Fact]
    public void Control_groups_are_found_by_subsystem()
    {
        var thread = Process();
        thread.Cgroups = Utf8.From("cpu=/a\0net_cls=/b\0");
        var context = Close(thread);
        Assert.Equal("cpu=/a net_cls=/b", context.Text("thread.cgroups"));
        Assert.Equal("/a", context.Text("thread.cgroup.cpu"));
        Assert.Equal("/b", context.Text("thread.cgroup.net_cls"));
        Assert.Null(context.Text("thread.cgroup.memory"));
        Assert.Null(Close(Process()).Text("thread.cgroups"));
    }

    [Fact]
    public void Memory_is_the_main_threads()
    {
        var thread = Process();
        (thread.VmSizeKb, thread.VmRssKb, thread.PfMajor, thread.PfMinor) = (8, 4, 2, 1);
        var context = Close(thread);
        Assert.Equal("8", context.Text("thread.vmsize"));
        Assert.Equal("4", context.Text("thread.vmrss"));
        Assert.Equal("8192", context.Text("thread.vmsize.b"));
        Assert.Equal("4096", context.Text("thread.vmrss.b"));
        Assert.Equal("2", context.Text("thread.pfmajor"));
        Assert.Equal("1", context.Text("thread.pfminor"));
        thread.Tid = 101;
        Assert.Equal("0", context.Text("thread.vmsize"));
        Assert.Equal("0", context.Text("thread.vmrss.b"));
    }

    [Fact]
    public void Processor_time_is_what_came_since_the_last_procinfo_event_of_the_thread()
    {
        var thread = Process();
        var context = ProcInfo(thread, 1, user: 10, system: 5);
        Assert.Equal("0.0", context.Text("thread.cpu"));
        context.Event = ProcInfo(thread, 2, user: 17, system: 8).Event;
        Assert.Equal("10.0", context.Text("thread.cpu"));
        Assert.Equal("7.0", context.Text("thread.cpu.user"));
        Assert.Equal("3.0", context.Text("thread.cpu.system"));
        Assert.Equal("10.0", context.Text("thread.cpu"));
        Assert.Equal("0.0", context.Json("thread.cpu"));
        context.Event = ProcInfo(thread, 3, user: 500, system: 500).Event;
        Assert.Equal("100.0", context.Text("thread.cpu"));
        Assert.Null(Close(thread).Text("thread.cpu"));
        Assert.Equal("null", Close(thread).Json("thread.cpu.user"));
    }

    [Fact]
    public void Execution_time_is_not_measured()
    {
        Assert.Equal("0", Close(Process()).Text("thread.exectime"));
        Assert.Equal("0", Close(Process()).Text("thread.totexectime"));
    }

    private static EventContext ProcInfo(ThreadInfo thread, ulong number, ulong user, ulong system)
        => Context(EventBuilder.Numbered(EventBuilder.Of(EventType.PROCINFO_E, user, system), number), thread);

    private static EventContext Close(ThreadInfo thread, long tid = 100)
        => Context(EventBuilder.On(tid, EventBuilder.Time, EventType.SYSCALL_CLOSE_X, 0, 3), thread);
}
