using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>user.*: who the event's thread acts as, and who logged in. Users of a container are looked up in that container.</summary>
internal static class UserFields
{
    private static readonly Utf8 Root = Utf8.From("root");
    private static readonly Utf8 RootHome = Utf8.From("/root");
    private static readonly Utf8 Unknown = Utf8.From("<NA>");

    public static readonly FieldDefinition[] All =
    [
        Define.ThreadField("user.uid", ParamType.UInt32, PrintFormat.Id, "user id.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.Uid, out value)),
        Define.ThreadText("user.name", "user name.", Name),
        Define.ThreadText("user.homedir", "home directory of the user.",
            (context, thread, out value) => FieldValue.Some(
                User(context, thread, thread.Uid)?.Home ?? (thread.Uid == 0 ? RootHome : Unknown), out value)),
        Define.ThreadText("user.shell", "login shell of the user.",
            (context, thread, out value) => FieldValue.Some(User(context, thread, thread.Uid)?.Shell ?? Unknown, out value)),
        Define.ThreadField("user.loginuid", ParamType.Int64, PrintFormat.Id,
            "id of the user who logged in, whoever the process acts as since; -1 where nobody did.",
            (_, thread, out value) => FieldValue.Some(thread.LoginUid == uint.MaxValue ? -1L : thread.LoginUid, out value)),
        Define.ThreadText("user.loginname", "name of the user who logged in.",
            (context, thread, out value) => FieldValue.Some(NameOf(context, thread, thread.LoginUid), out value)),
    ];

    private static bool Name(EventContext context, ThreadInfo thread, out FieldValue value)
        => FieldValue.Some(
            IsContainerEvent(context) && ContainerUser(context, thread) is { IsEmpty: false } user
                ? user
                : NameOf(context, thread, thread.Uid),
            out value);

    private static Utf8 NameOf(EventContext context, ThreadInfo thread, uint uid)
        => User(context, thread, uid)?.Name ?? (uid == 0 ? Root : Unknown);

    private static UserEntry? User(EventContext context, ThreadInfo thread, uint uid)
        => context.Tree.Users.FindUser(thread.ContainerId, uid);

    /// <summary>Events that announce a container show the container's user.</summary>
    private static bool IsContainerEvent(EventContext context) => context.Info.Type switch
    {
        EventType.CONTAINER_JSON_2_E => true,
        EventType.ASYNCEVENT_E => context.Event.TryGetText(1, out var name) && name.Span.SequenceEqual("container"u8),
        _ => false,
    };

    private static Utf8 ContainerUser(EventContext context, ThreadInfo thread)
        => thread.ContainerId.IsEmpty ? default : context.Tree.Containers.Find(thread.ContainerId)?.User ?? default;
}
