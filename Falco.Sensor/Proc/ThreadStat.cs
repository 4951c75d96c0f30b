namespace Falco.Sensor.Proc;

/// <summary>What <c>/proc/PID/stat</c> says of a thread (see <c>man 5 proc_pid_stat</c>).</summary>
/// <param name="ProcessGroup">The process group.</param>
/// <param name="Session">The session.</param>
/// <param name="Tty">The controlling terminal's device number; 0 without one.</param>
/// <param name="MinorFaults">Page faults without reading from a disk.</param>
/// <param name="MajorFaults">Page faults with reading from a disk.</param>
/// <param name="StartTicks">When the thread was made, in hundredths of a second since the machine started.</param>
internal readonly record struct ThreadStat(
    long ProcessGroup, long Session, uint Tty, ulong MinorFaults, ulong MajorFaults, ulong StartTicks)
{
    /// <summary>Nanoseconds of a tick: USER_HZ is 100 on all that Linux runs on.</summary>
    public const ulong TickNs = 10_000_000;

    /// <summary>When the thread was made, in ns since the machine started.</summary>
    public ulong StartNs => StartTicks * TickNs;

    /// <summary>Reads the line; false where it is none. The name in it may hold anything, but nothing after it holds a bracket.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ThreadStat stat)
    {
        stat = default;
        var bracket = line.LastIndexOf((byte)')');
        if (bracket < 0)
        {
            return false;
        }

        var fields = new ProcFields(line[(bracket + 1)..]);
        fields.Skip(2); // State, parent.
        var group = fields.NextNumber();
        var session = fields.NextNumber();
        var tty = (uint)fields.NextNumber();
        fields.Skip(2); // The terminal's foreground process group, flags.
        var minorFaults = ProcFields.Unsigned(fields.Next());
        fields.Skip(1); // Those of children.
        var majorFaults = ProcFields.Unsigned(fields.Next());
        fields.Skip(9); // Those of children; times, priorities, number of threads, an alarm.
        var start = fields.Next();
        stat = new ThreadStat(group, session, tty, minorFaults, majorFaults, ProcFields.Unsigned(start));
        return !start.IsEmpty;
    }
}
