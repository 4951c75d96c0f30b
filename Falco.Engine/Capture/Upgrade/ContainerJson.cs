using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>
/// What became of the oldest container event, which had its id, type, name and image as four parameters: one of JSON. As in
/// Falco nothing in the texts is escaped.
/// </summary>
internal static class ContainerJson
{
    /// <summary>Bytes at most besides the three texts.</summary>
    public const int Frame = 64;

    /// <summary>Writes the JSON and its NUL; returns the length, 0 where the event lacks a parameter.</summary>
    public static int Write(RecordParams old, Span<byte> target)
    {
        if (old.Count < 4 || old[0].IsEmpty || old[2].IsEmpty || old[3].IsEmpty || old[1].Length > sizeof(uint))
        {
            return 0;
        }

        Span<byte> number = stackalloc byte[sizeof(uint)];
        number.Clear();
        old[1].CopyTo(number);
        var at = 0;
        Put(target, "{\"id\":\""u8, ref at);
        Put(target, old[0][..^1], ref at);
        Put(target, "\",\"type\":"u8, ref at);
        Utf8Formatter.TryFormat(Unsafe.ReadUnaligned<uint>(in number[0]), target[at..], out var digits);
        at += digits;
        Put(target, ",\"name\":\""u8, ref at);
        Put(target, old[2][..^1], ref at);
        Put(target, "\",\"image\":\""u8, ref at);
        Put(target, old[3][..^1], ref at);
        Put(target, "\"}\0"u8, ref at);
        return at > ushort.MaxValue ? 0 : at;
    }

    private static void Put(Span<byte> target, ReadOnlySpan<byte> text, ref int at)
    {
        text.CopyTo(target[at..]);
        at += text.Length;
    }
}
