using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Users and groups that come and go. Those of containers are known from nothing else: where the events are evaluated the containers'
/// files may be out of reach. (Falco reads them itself, of processes that have the numbers of the recorded ones.)
/// </summary>
internal static class UserEvents
{
    public static void AddUser(ProcessTree tree, EventView e) => tree.Users.SetUser(
        Owned(e.Text(5)), new UserEntry(e.Word(0), e.Word(1), Owned(e.Text(2)), Owned(e.Text(3)), Owned(e.Text(4))));

    public static void RemoveUser(ProcessTree tree, EventView e) => tree.Users.RemoveUser(e.Text(5), e.Word(0));

    public static void AddGroup(ProcessTree tree, EventView e)
        => tree.Users.SetGroup(Owned(e.Text(2)), new GroupEntry(e.Word(0), Owned(e.Text(1))));

    public static void RemoveGroup(ProcessTree tree, EventView e) => tree.Users.RemoveGroup(e.Text(2), e.Word(0));

    private static Utf8 Owned(Utf8 text) => Utf8.Copy(text.Span);
}
