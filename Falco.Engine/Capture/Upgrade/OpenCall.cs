using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>
/// The two halves of open, creat, openat and openat2. The exit event mostly says all that the enter event said: the program asked for
/// nothing that the kernel did not do, and nobody changed the path on the way. In recordings that have them every fourth event that
/// changes state is such an enter event.
/// </summary>
internal static class OpenCall
{
    /// <summary>Whether it is the enter event of such a call. State makes use of it, rules do not see it.</summary>
    public static bool IsEnter(EventType type)
        => type is EventType.SYSCALL_OPEN_E or EventType.SYSCALL_CREAT_E or EventType.SYSCALL_OPENAT_2_E or EventType.SYSCALL_OPENAT2_E;

    /// <summary>Whether state comes out the same without the enter event.</summary>
    /// <param name="exitType">The type of the exit event.</param>
    /// <param name="enter">The parameters of the enter event.</param>
    /// <param name="exit">Those of the exit event, which begin with the result and go on as those of the enter event.</param>
    public static bool IsEnterImplied(EventType exitType, RecordParams enter, RecordParams exit)
    {
        if (exit.Count > 0 && IsFailure(exit[0]))
        {
            return true;
        }

        var hasDirectory = exitType is EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X;
        var name = hasDirectory ? 1 : 0;
        var last = exitType == EventType.SYSCALL_CREAT_X ? name : name + 1;
        return enter.Count > last
            && exit.Count > last + 1
            && (!hasDirectory || enter[0].SequenceEqual(exit[1]))
            && enter[name].SequenceEqual(exit[name + 1])
            && (last == name || AreFlagsImplied(enter[last], exit[last + 1]));
    }

    private static bool IsFailure(ReadOnlySpan<byte> result)
        => result.Length is sizeof(long) or sizeof(int) && (sbyte)result[^1] < 0;

    private static bool AreFlagsImplied(ReadOnlySpan<byte> enter, ReadOnlySpan<byte> exit)
    {
        if (enter.Length != sizeof(uint) || exit.Length != sizeof(uint))
        {
            return false;
        }

        var flags = BinaryPrimitives.ReadUInt32LittleEndian(exit);
        return OpenFlag.Of(BinaryPrimitives.ReadUInt32LittleEndian(enter), flags) == flags;
    }
}
