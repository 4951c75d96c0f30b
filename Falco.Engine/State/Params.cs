using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Parameters as the state's code wants them: never an error, whatever a capture holds.</summary>
internal static class Params
{
    private static readonly Utf8 NotAvailable = Utf8.From("<NA>");

    /// <summary>Whether the parameter is there and not empty.</summary>
    public static bool Has<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => !e.Param(index).IsEmpty;

    /// <summary>The parameter as a signed number, 0 where it is missing.</summary>
    public static long Signed<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => e.TryGetInt64(index, out var value) ? value : 0;

    /// <summary>The parameter as an unsigned number, 0 where it is missing.</summary>
    public static ulong Unsigned<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => e.TryGetUInt64(index, out var value) ? value : 0;

    /// <summary>The parameter as 32 bits, 0 where it is missing.</summary>
    public static uint Word<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => (uint)e.Unsigned(index);

    /// <summary>What the system call returned; 0 where the record does not say.</summary>
    public static long Result<T>(this T e)
        where T : struct, IEventParams, allows ref struct
    {
        var bytes = e.Param(0);
        return bytes.Length switch
        {
            8 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => 0,
        };
    }

    /// <summary>
    /// The parameter as text up to its NUL. Recorders wrote missing text as nothing at all or as "(NULL)": both are "&lt;NA&gt;".
    /// </summary>
    public static Utf8 Text<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => !e.TryGetText(index, out var text) || text.Span.SequenceEqual("(NULL)"u8) ? NotAvailable : text;

    /// <summary>
    /// The parameter as a run of NUL-terminated strings; empty where it holds none. The last NUL may be missing.
    /// </summary>
    public static ReadOnlySpan<byte> Strings<T>(this T e, int index)
        where T : struct, IEventParams, allows ref struct
        => AsStrings(e.Param(index));

    /// <summary>A run of strings without its last NUL, which may be missing.</summary>
    public static ReadOnlySpan<byte> AsStrings(ReadOnlySpan<byte> bytes) => bytes is [.., 0] ? bytes[..^1] : bytes;
}
