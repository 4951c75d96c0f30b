using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class FsPathFieldsTests
{
    [Theory]
    [InlineData(EventType.SYSCALL_UNLINK_2_X)]
    [InlineData(EventType.SYSCALL_RMDIR_2_X)]
    [InlineData(EventType.SYSCALL_MKDIR_2_X)]
    [InlineData(EventType.SYSCALL_UMOUNT_1_X)]
    public void A_relative_path_starts_in_the_working_directory(EventType type)
    {
        var context = Context(EventBuilder.Of(type, 0, "../x", 0), Process());
        Assert.Equal("/home/x", context.Text("fs.path.name"));
        Assert.Equal("../x", context.Text("fs.path.nameraw"));
        Assert.Null(context.Text("fs.path.source"));
    }

    [Fact]
    public void Calls_that_failed_have_no_path()
        => Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_UNLINK_2_X, -2, "/x"), Process()).Text("fs.path.name"));

    [Fact]
    public void Opens_count_as_failed_only_with_minus_one()
    {
        Assert.Equal("/x", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, -2, "/x", 1, 0, 0, 0), Process()).Text("fs.path.name"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, -1, "/x", 1, 0, 0, 0), Process()).Text("fs.path.name"));
    }

    [Fact]
    public void An_opened_file_has_its_descriptors_path()
    {
        var e = EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, 3, 5, "x", 1, 0, 0, 0);
        var fd = new FdInfo { Type = FdType.File, Name = Utf8.From("/dir/x") };
        Assert.Equal("/dir/x", Context(e, Process(), fd, 3).Text("fs.path.name"));
        Assert.Equal("<UNKNOWN>", Context(e, Process()).Text("fs.path.name"));
    }

    [Fact]
    public void Calls_with_a_directory_descriptor_use_its_path()
    {
        var e = EventBuilder.Of(EventType.SYSCALL_MKDIRAT_X, 0, 5, "x", 0);
        Assert.Equal("/dir/x", Context(e, Process(), new FdInfo { Type = FdType.Directory, Name = Utf8.From("/dir") }, 5).Text("fs.path.name"));
        Assert.Equal("<UNKNOWN>x", Context(e, Process()).Text("fs.path.name"));
    }

    [Fact]
    public void Renames_have_a_source_and_a_target()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_RENAME_X, 0, "a", "/b"), Process());
        Assert.Equal("/home/user/a", context.Text("fs.path.source"));
        Assert.Equal("/b", context.Text("fs.path.target"));
        Assert.Equal("a", context.Text("fs.path.sourceraw"));
        Assert.Null(context.Text("fs.path.name"));
    }

    [Fact]
    public void A_links_source_is_the_new_name()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_LINK_2_X, 0, "/old", "/new"), Process());
        Assert.Equal("/new", context.Text("fs.path.source"));
        Assert.Equal("/old", context.Text("fs.path.target"));
    }

    [Fact]
    public void A_symbolic_links_relative_target_is_unknown()
        => Assert.Equal("<UNKNOWN>old",
            Context(EventBuilder.Of(EventType.SYSCALL_SYMLINKAT_X, 0, "old", -100, "/new"), Process()).Text("fs.path.target"));

    [Fact]
    public void A_path_that_was_NULL_is_not_available()
        => Assert.Equal("<NA>", Context(EventBuilder.Of(EventType.SYSCALL_UNLINK_2_X, 0, null), Process()).Text("fs.path.nameraw"));

    [Fact]
    public void Changes_of_an_open_file_have_the_descriptors_name()
    {
        var e = EventBuilder.Of(EventType.SYSCALL_FCHMOD_X, 0, 3, 0);
        Assert.Equal("/x", Context(e, Process(), new FdInfo { Type = FdType.File, Name = Utf8.From("/x") }, 3).Text("fs.path.name"));
    }
}
