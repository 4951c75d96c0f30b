using Falco.Engine.Events;

namespace Falco.Engine.Fields;

/// <summary>group.*: the group that the event's thread acts as. Groups of a container are looked up in that container.</summary>
internal static class GroupFields
{
    private static readonly Utf8 Root = Utf8.From("root");
    private static readonly Utf8 Unknown = Utf8.From("<NA>");

    public static readonly FieldDefinition[] All =
    [
        Define.ThreadField("group.gid", ParamType.UInt32, PrintFormat.Id, "group id.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.Gid, out value)),
        Define.ThreadText("group.name", "group name.",
            (context, thread, out value) => FieldValue.Some(
                context.Tree.Users.FindGroup(thread.ContainerId, thread.Gid)?.Name ?? (thread.Gid == 0 ? Root : Unknown), out value)),
    ];
}
