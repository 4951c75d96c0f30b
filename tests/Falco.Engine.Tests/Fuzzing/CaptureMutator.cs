using System.Buffers.Binary;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Tests.Capture;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>
/// Makes hostile captures of sound ones: a stretch of a capture's blocks in which some are damaged, most of them such that the reader
/// gets past them and what they hold reaches the rest of the engine.
/// </summary>
internal sealed class CaptureMutator
{
    private static readonly BlockType[] EventBlocks =
        [BlockType.EventV2, BlockType.EventV2, BlockType.EventWithFlagsV2, BlockType.EventV2Large, BlockType.Event, BlockType.EventWithFlags];

    private static readonly uint[] Interesting = [0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    private readonly byte[] _capture;
    private readonly List<(int Start, int Length, bool IsEvent)> _blocks = [];

    public CaptureMutator(byte[] capture)
    {
        _capture = capture;
        for (var at = 0; at + 12 <= capture.Length;)
        {
            var type = BinaryPrimitives.ReadUInt32LittleEndian(capture.AsSpan(at));
            var length = BinaryPrimitives.ReadInt32LittleEndian(capture.AsSpan(at + 4));
            if (at + length > capture.Length)
            {
                break;
            }

            _blocks.Add((at, length, type is 0x204 or 0x208 or 0x216 or 0x217 or 0x221 or 0x222));
            at += length;
        }
    }

    public byte[] Next(Random random)
    {
        var bytes = new List<byte>();
        var metadata = _blocks.Count(b => !b.IsEvent);
        var start = random.Chance(0.3) ? 0 : random.Next(_blocks.Count);
        var end = start + random.Next(400);
        for (var i = 0; i < _blocks.Count; i++)
        {
            var (at, length, isEvent) = _blocks[i];
            if (i > 0 && (isEvent ? i < start + metadata || i > end + metadata : random.Chance(0.1)))
            {
                continue;
            }

            var block = _capture.AsSpan(at, length).ToArray();
            if (isEvent ? random.Chance(0.3) : i > 0 && random.Chance(0.05))
            {
                Change(block, isEvent, random);
            }

            bytes.AddRange(block);
            while (isEvent && random.Chance(0.2))
            {
                bytes.AddRange(MadeUp(random, block));
            }
        }

        var whole = bytes.ToArray();
        if (random.Chance(0.1))
        {
            whole[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Chance(0.1) ? whole[..random.Next(whole.Length)] : whole;
    }

    private static void Change(byte[] block, bool isEvent, Random random)
    {
        var body = block.AsSpan(8, block.Length - 12);
        if (body.Length < 40)
        {
            return;
        }

        for (var n = random.Next(1, 4); n > 0; n--)
        {
            switch (random.Next(isEvent ? 5 : 2))
            {
                case 0:
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    BinaryPrimitives.WriteUInt32LittleEndian(body[random.Next(body.Length - 4)..], random.Pick(Interesting));
                    break;
                case 2:
                    // Another event of the same lengths.
                    BinaryPrimitives.WriteUInt16LittleEndian(body[22..], (ushort)random.Next(EventSchema.Count));
                    break;
                case 3:
                    // Another thread.
                    BinaryPrimitives.WriteInt64LittleEndian(body[10..], random.Chance(0.5) ? random.Next(100) : (int)random.Pick(Interesting));
                    break;
                default:
                    random.NextBytes(body[Math.Min(body.Length, 48)..]);
                    break;
            }
        }
    }

    /// <summary>An event of any type whose parameters are anything, of a thread that others have had.</summary>
    private static byte[] MadeUp(Random random, byte[] other)
    {
        var type = (EventType)random.Next(EventSchema.Count);
        var info = EventSchema.Get(type);
        var values = new object?[random.Chance(0.8) ? info.Params.Length : random.Next(40)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(random, i < info.Params.Length ? info.Params[i].Type : ParamType.ByteBuf);
        }

        var block = random.Pick(EventBlocks);
        var tid = random.Chance(0.7) && other.Length > 26 ? BinaryPrimitives.ReadInt64LittleEndian(other.AsSpan(18)) : random.Next(-2, 5000);
        var record = CaptureBuilder.Record(type, tid, values, hasCount: block is not (BlockType.Event or BlockType.EventWithFlags));
        return CaptureBuilder.Raw().EventIn(block, record, (uint)random.Next(2)).ToArray();
    }

    private static object? Value(Random random, ParamType type)
    {
        switch (random.Next(10))
        {
            case 0:
                return null;
            case 1:
                var any = new byte[random.Next(random.Chance(0.05) ? 5000 : 40)];
                random.NextBytes(any);
                return any;
            case 2:
                return random.Pick<object?>([
                    "", "/", "..", "/../../x", "./a//b/", "\u0001\u007f\u009f", "%s%n{}$(x)", "é\ud7ff", new string('a', 300), "/proc/self/exe (deleted)",
                ]);
        }

        return type switch
        {
            ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath => "/usr/bin/x" + random.Next(9),
            ParamType.ByteBuf => new byte[] { (byte)'a', 0, (byte)random.Next(256), 0, (byte)'=', 0 },
            ParamType.SockAddr or ParamType.SockTuple or ParamType.FdList or ParamType.Dyn => Tuple(random),
            _ => random.Chance(0.5) ? random.Next(-3, 40) : (int)random.Pick(Interesting),
        };
    }

    private static byte[] Tuple(Random random)
    {
        var bytes = new byte[random.Pick([1, 2, 3, 7, 13, 19, 37, 17, 40, 125])];
        random.NextBytes(bytes);
        bytes[0] = random.Pick<byte>([0, 1, 2, 10, 16, 255, bytes[0]]);
        return bytes;
    }
}
