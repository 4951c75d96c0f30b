using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>proc.is_exe_* and proc.exe_ino*: the file that the process executes.</summary>
internal static class ExecutableFields
{
    public static readonly FieldDefinition[] All =
    [
        Flag("proc.is_exe_writable", "true where the user who started the process may write to its executable.",
            thread => thread.ExeWritable),
        Flag("proc.is_exe_upper_layer",
            "true where the executable is in the upper layer of an overlay file system: not part of the container's image.",
            thread => thread.ExeUpperLayer),
        Flag("proc.is_exe_lower_layer", "true where the executable is in a lower layer of an overlay file system.",
            thread => thread.ExeLowerLayer),
        Flag("proc.is_exe_from_memfd", "true where the executable is an anonymous file in memory (memfd_create).",
            thread => thread.ExeFromMemfd),
        Number("proc.exe_ino", ParamType.Int64, "inode number of the executable.", thread => thread.ExeIno),
        Number("proc.exe_ino.ctime", ParamType.AbsTime,
            "when the executable's inode (content, owner, mode ...) last changed, in nanoseconds since the Unix epoch.",
            thread => thread.ExeInoCtime),
        Number("proc.exe_ino.mtime", ParamType.AbsTime,
            "when the executable's content last changed, in nanoseconds since the Unix epoch.", thread => thread.ExeInoMtime),
        Number("proc.exe_ino.ctime_duration_proc_start", ParamType.AbsTime,
            "nanoseconds from the last change of the executable's inode to the start of the process.",
            thread => thread.ExeInoCtimeDurationCloneTs),
        Number("proc.exe_ino.ctime_duration_pidns_start", ParamType.AbsTime,
            "nanoseconds from the start of the pid namespace to the last change of the executable's inode, where that came later.",
            thread => thread.ExeInoCtimeDurationPidnsStart),
    ];

    private static FieldDefinition Flag(string name, string description, Func<ThreadInfo, bool> read)
        => Define.ThreadField(name, ParamType.Bool, PrintFormat.Na, description,
            (_, thread, out value) => FieldValue.Some(read(thread), out value));

    /// <summary>0 stands for a number that is not known.</summary>
    private static FieldDefinition Number(string name, ParamType type, string description, Func<ThreadInfo, ulong> read)
        => Define.ThreadField(name, type, PrintFormat.Dec, description,
            (_, thread, out value) => FieldValue.Some(read(thread), out value) && value.Number != 0);
}
