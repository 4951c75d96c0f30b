using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>proc.sid, proc.vpgid and proc.pgid: session and process group, and who leads them.</summary>
internal static class LeaderFields
{
    private static readonly Func<ThreadInfo, long> Sid = thread => thread.Sid;
    private static readonly Func<ThreadInfo, long> Vpgid = thread => thread.Vpgid;
    private static readonly Func<ThreadInfo, long> Pgid = thread => thread.Pgid;

    public static readonly FieldDefinition[] All =
    [
        IdField("proc.sid", "session id of the process.", Sid),
        Text("proc.sname", "name of the session's leader, or else of the eldest ancestor in the session.", Sid, leader => leader.Comm),
        Text("proc.sid.exe", "first argument (argv[0]) of the session's leader.", Sid, leader => leader.Exe),
        Text("proc.sid.exepath", "full path of the executable of the session's leader.", Sid, leader => leader.ExePath),
        IdField("proc.vpgid", "process group id as the process's pid namespace has it.", Vpgid),
        Text("proc.vpgid.name", "name of the process group's leader, or else of the eldest ancestor in the group.", Vpgid, leader => leader.Comm),
        Text("proc.vpgid.exe", "first argument (argv[0]) of the process group's leader.", Vpgid, leader => leader.Exe),
        Text("proc.vpgid.exepath", "full path of the executable of the process group's leader.", Vpgid, leader => leader.ExePath),
        IdField("proc.pgid", "process group id as the host has it.", Pgid),
        Text("proc.pgid.name", "name of the leader of the process group that the host sees.", Pgid, leader => leader.Comm),
        Text("proc.pgid.exe", "first argument (argv[0]) of the leader of the process group that the host sees.", Pgid, leader => leader.Exe),
        Text("proc.pgid.exepath", "full path of the executable of the leader of the process group that the host sees.", Pgid,
            leader => leader.ExePath),
        LeaderField("proc.is_sid_leader", "true where the process leads its session.", thread => thread.Sid == thread.Vpid),
        LeaderField("proc.is_vpgid_leader",
            "true where the process leads its process group: typed at a prompt, say, and not started by a script.",
            thread => thread.Vpgid == thread.Vpid),
        LeaderField("proc.is_pgid_leader", "true where the process leads its process group, by the host's ids.",
            thread => thread.Pgid == thread.Pid),
    ];

    private static FieldDefinition IdField(string name, string description, Func<ThreadInfo, long> idOf)
        => Define.ThreadField(name, ParamType.Int64, PrintFormat.Id, description,
            (_, thread, out value) => FieldValue.Some(idOf(thread), out value));

    private static FieldDefinition LeaderField(string name, string description, Func<ThreadInfo, bool> isLeader)
        => Define.ThreadField(name, ParamType.Bool, PrintFormat.Na, description,
            (_, thread, out value) => FieldValue.Some(isLeader(thread), out value));

    /// <summary>Empty text where there is no leader. Only the host's own ids can be looked up from within a pid namespace.</summary>
    private static FieldDefinition Text(string name, string description, Func<ThreadInfo, long> idOf, Func<ThreadInfo, Utf8> read)
    {
        var isVirtual = idOf != Pgid;
        return Define.ThreadText(name, description, (context, thread, out value)
            => FieldValue.Some(context.Tree.Threads.Leader(thread, idOf, isVirtual) is { } leader ? read(leader) : default, out value));
    }
}
