using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Users and groups that come and go while a recording runs. Of containers Falco takes news only of users that it knows from the
/// container's own files.
/// </summary>
internal static class UserEvents
{
    public static void AddUser(ProcessTree tree, EventView e)
    {
        var uid = e.Word(0);
        var container = e.Text(5);
        if (container.IsEmpty || tree.Users.FindUser(container, uid) is not null)
        {
            tree.Users.SetUser(
                Owned(container),
                new UserEntry(uid, e.Word(1), Owned(e.Text(2)), Owned(e.Text(3)), Owned(e.Text(4))));
        }
    }

    public static void RemoveUser(ProcessTree tree, EventView e) => tree.Users.RemoveUser(e.Text(5), e.Word(0));

    public static void AddGroup(ProcessTree tree, EventView e)
    {
        var gid = e.Word(0);
        var container = e.Text(2);
        if (container.IsEmpty || tree.Users.FindGroup(container, gid) is not null)
        {
            tree.Users.SetGroup(Owned(container), new GroupEntry(gid, Owned(e.Text(1))));
        }
    }

    public static void RemoveGroup(ProcessTree tree, EventView e) => tree.Users.RemoveGroup(e.Text(2), e.Word(0));

    private static Utf8 Owned(Utf8 text) => Utf8.Copy(text.Span);
}
