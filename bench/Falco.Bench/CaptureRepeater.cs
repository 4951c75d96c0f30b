using System.Buffers.Binary;
using System.IO.Compression;

namespace Falco.Bench;

/// <summary>
/// Makes a long capture of a short one: the metadata once, the events many times, each round later in time than the one before, so
/// that the same processes start, work and end again in every round. The result is compressed where its name ends in <c>.gz</c>.
/// </summary>
internal static class CaptureRepeater
{
    private const int Frame = 12;

    /// <summary>How many nanoseconds lie between the last event of a round and the first of the next.</summary>
    private const ulong Pause = 1_000_000;

    /// <summary>Writes the capture; how many event blocks it has.</summary>
    public static long Repeat(string source, int times, string target)
    {
        var capture = ReadAll(source);
        var head = new MemoryStream();
        var events = new MemoryStream();
        var stamps = new List<int>();
        for (var at = 0; at + Frame <= capture.Length;)
        {
            var type = BinaryPrimitives.ReadUInt32LittleEndian(capture.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(capture.AsSpan(at + 4));
            if (length < Frame || length > capture.Length - at)
            {
                // Recorders that were killed leave half a block.
                break;
            }

            var block = capture.AsSpan(at, (int)length);
            if (TimestampOffset(type) is > 0 and var offset)
            {
                stamps.Add((int)events.Length + offset);
                events.Write(block);
            }
            else if (stamps.Count == 0)
            {
                head.Write(block);
            }

            at += (int)length;
        }

        var round = events.GetBuffer().AsSpan(0, (int)events.Length);
        using var output = Create(target);
        output.Write(head.GetBuffer().AsSpan(0, (int)head.Length));
        if (stamps.Count == 0)
        {
            return 0;
        }

        var step = Time(round[stamps[^1]..]) - Time(round[stamps[0]..]) + Pause;
        for (var i = 0; i < times; i++)
        {
            output.Write(round);
            foreach (var at in stamps)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(round[at..], Time(round[at..]) + step);
            }
        }

        return (long)stamps.Count * times;
    }

    /// <summary>Where an event block has its event's time: after the processor and, in some, flags. 0 for other blocks.</summary>
    private static int TimestampOffset(uint type) => type switch
    {
        0x204 or 0x216 or 0x221 => 8 + sizeof(ushort),
        0x208 or 0x217 or 0x222 => 8 + sizeof(ushort) + sizeof(uint),
        _ => 0,
    };

    private static ulong Time(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static byte[] ReadAll(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }

        using var inflated = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var result = new MemoryStream();
        inflated.CopyTo(result);
        return result.ToArray();
    }

    private static Stream Create(string path)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }
}
