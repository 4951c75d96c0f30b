using System.Buffers.Binary;
using System.IO.Compression;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;

namespace Falco.Engine.Tests.Capture;

/// <summary>
/// Checks a capture byte by byte against the format and today's schema, without the reader's help: what is written here is read off
/// docs/capture-format.md and docs/events.md, not off the writer.
/// </summary>
internal sealed class StrictCapture
{
    /// <summary>How far the time of an event may lie before the latest one so far: processors hand their events over one after the other.</summary>
    private const ulong Disorder = 5_000_000_000;

    private readonly byte[] _bytes;
    private ulong _latest;

    private StrictCapture(byte[] bytes) => _bytes = bytes;

    /// <summary>The kinds of blocks, in order.</summary>
    public List<BlockType> Blocks { get; } = [];

    /// <summary>How many events there are.</summary>
    public int EventCount { get; private set; }

    /// <summary>Checks a capture, compressed or not.</summary>
    /// <param name="bytes">The capture.</param>
    /// <param name="isLive">
    /// Whether events must have every parameter of the schema, numbers not empty and paths of sockets ended, and come in the order of time.
    /// </param>
    public static StrictCapture Check(byte[] bytes, bool isLive = false)
    {
        if (bytes is [0x1F, 0x8B, ..])
        {
            var plain = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            gzip.CopyTo(plain);
            bytes = plain.ToArray();
        }

        var capture = new StrictCapture(bytes);
        capture.Walk(isLive);
        return capture;
    }

    private void Walk(bool isLive)
    {
        for (var at = 0; at < _bytes.Length;)
        {
            Assert.True(_bytes.Length - at >= 12, $"at {at}: {_bytes.Length - at} bytes are no block");
            var type = (BlockType)U32(at);
            var length = (int)U32(at + 4);
            Assert.True(length % 4 == 0 && length >= 12 && length <= _bytes.Length - at, $"at {at}: a block of {length} bytes");
            Assert.True(U32(at + length - 4) == length, $"at {at}: the lengths of the block differ");
            Assert.True(at > 0 || type == BlockType.SectionHeader, "the first block is no section header");
            Blocks.Add(type);
            Body(type, at + 8, at + length - 4, isLive);
            at += length;
        }
    }

    private void Body(BlockType type, int at, int end, bool isLive)
    {
        switch (type)
        {
            case BlockType.SectionHeader:
                Assert.Equal(16, end - at);
                Assert.Equal((0x1A2B3C4Du, 1u | (2u << 16), uint.MaxValue, uint.MaxValue), (U32(at), U32(at + 4), U32(at + 8), U32(at + 12)));
                break;
            case BlockType.MachineInfo:
                Assert.Equal(4 + 8 + 8 + 128 + (4 * 8), end - at);
                Assert.Equal(0, _bytes[at + 20 + 127]);
                break;
            case BlockType.ProcessListV9:
                Entries(at, end, Process);
                break;
            case BlockType.FdListV2:
                Entries(at + 8, end, Descriptor);
                break;
            case BlockType.UserListV2:
                Entries(at, end, User);
                break;
            case BlockType.InterfaceListV2:
                Entries(at, end, Interface, countsItself: false);
                break;
            case BlockType.EventV2 or BlockType.EventV2Large:
                Event(at + 2, end, type == BlockType.EventV2Large, isLive);
                break;
            case BlockType.EventWithFlagsV2 or BlockType.EventWithFlagsV2Large:
                Assert.Equal(1u, U32(at + 2));
                Event(at + 6, end, type == BlockType.EventWithFlagsV2Large, isLive);
                break;
            default:
                Assert.Fail($"at {at}: a block of type {type} is not written today");
                break;
        }
    }

    /// <summary>Each entry must be exactly as long as it says; behind the last there is only padding.</summary>
    private void Entries(int at, int end, Func<int, int> entry, bool countsItself = true)
    {
        while (end - at >= 4)
        {
            var length = (int)U32(at) + (countsItself ? 0 : 4);
            Assert.True(length > 4 && length <= end - at, $"at {at}: an entry of {length} bytes");
            Assert.True(entry(at + 4) == at + length, $"at {at}: an entry of {length} bytes ends at {entry(at + 4) - at}");
            at += length;
        }

        Padding(at, end);
    }

    private int Process(int at)
    {
        at += 5 * 8;
        at = Text(Text(Text(at, 1023), 1023), 1023);
        at = Text(Text(at, 4096), 1023);
        at += 8 + (6 * 4) + (2 * 8);
        at = Text(at, 4096) + (2 * 8);
        at = Text(Text(at, 4096), 1023);
        at += 8 + 4 + 4;
        Flag(at);
        at += 1 + (3 * 8);
        Flag(at);
        at += 1 + (3 * 8);
        Flag(at);
        Flag(at + 1);
        return at + 2 + 8;
    }

    private int Descriptor(int at)
    {
        at += 16;
        return _bytes[at++] switch
        {
            3 => at + 13,
            4 => at + 37,
            5 => at + 7,
            6 => at + 19,
            8 => Text(at + 16, 1023),
            16 => Text(at + 4, 1023) + 4,
            1 or 2 or 7 or (>= 9 and <= 15) or (>= 17 and <= 21) => Text(at, 1023),
            var type => throw new InvalidDataException($"at {at}: a descriptor of type {type}"),
        };
    }

    private int User(int at) => _bytes[at] switch
    {
        0 => Text(Text(Text(at + 9, 255), 255), 255),
        1 => Text(at + 5, 255),
        var kind => throw new InvalidDataException($"at {at}: an entry of kind {kind} in the user list"),
    };

    private int Interface(int at)
    {
        var kind = U16(at);
        Assert.True(kind is 1 or 2, $"at {at}: an interface of kind {kind}");
        return at + 4 + (3 * (kind == 1 ? 4 : 16)) + 8 + U16(at + 2);
    }

    private void Event(int at, int end, bool isLarge, bool isLive)
    {
        EventCount++;
        var type = (EventType)U16(at + 20);
        Assert.True((int)type < EventSchema.Count, $"at {at}: the schema has no event {(int)type}");
        var info = EventSchema.Get(type);
        Assert.Equal((info.Flags & EventFlags.LargePayload) != 0, isLarge);
        var time = BitConverter.ToUInt64(_bytes, at);
        Assert.True(!isLive || time + Disorder > _latest, $"at {at}: the time of a {info.Symbol} event lies {_latest - time} ns before an earlier one");
        _latest = Math.Max(_latest, time);
        var count = (int)U32(at + 22);
        Assert.True(isLive ? count == info.Params.Length : count <= info.Params.Length, $"at {at}: a {info.Symbol} event with {count} parameters");
        var size = isLarge ? 4 : 2;
        var param = at + 26 + (count * size);
        for (var i = 0; i < count; i++)
        {
            var length = isLarge ? (int)U32(at + 26 + (i * size)) : U16(at + 26 + (i * size));
            Assert.True(length <= end - param, $"at {at}: parameter {i} of a {info.Symbol} event runs out of its block");
            var bytes = _bytes.AsSpan(param, length);
            Assert.True(
                Fits(info.Params[i].Type, bytes, isLive),
                $"at {at}: parameter {i} of a {info.Symbol} event, of type {info.Params[i].Type}, is {Convert.ToHexString(bytes)}");
            param += length;
        }

        Assert.Equal(param - at, (int)U32(at + 16));
        Padding(param, end);
    }

    /// <summary>Of a number that is not there Falco makes an end of the whole replay.</summary>
    private static bool Fits(ParamType type, ReadOnlySpan<byte> bytes, bool isLive)
        => bytes.IsEmpty ? !isLive || SizeOf(type) == 0 : SizeOf(type) is > 0 and var size ? bytes.Length == size : Fits(type, bytes) && (!isLive || IsEnded(type, bytes));

    /// <summary>How long a number is; 0 for what may have any length.</summary>
    private static int SizeOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType or ParamType.L4Proto
            or ParamType.SockFamily => 1,
        ParamType.Int16 or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port or ParamType.SyscallId => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Uid or ParamType.Gid or ParamType.Mode
            or ParamType.SigSet or ParamType.Bool or ParamType.Fd32 or ParamType.Pid32 or ParamType.Ipv4Addr => 4,
        ParamType.Int64 or ParamType.UInt64 or ParamType.Errno or ParamType.Fd or ParamType.Pid or ParamType.RelTime or ParamType.AbsTime
            or ParamType.Double => 8,
        _ => 0,
    };

    private static bool Fits(ParamType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath => bytes.IndexOf((byte)0) == bytes.Length - 1,
        ParamType.SockAddr => bytes[0] switch { 2 => bytes.Length == 7, 10 => bytes.Length == 19, _ => true },
        ParamType.SockTuple => bytes[0] switch { 2 => bytes.Length == 13, 10 => bytes.Length == 37, 1 => bytes.Length >= 17, _ => true },
        ParamType.FdList => bytes.Length >= 2 && bytes.Length == 2 + (10 * BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        _ => true,
    };

    /// <summary>A path of sockets needs its end: Falco reads on up to one.</summary>
    private static bool IsEnded(ParamType type, ReadOnlySpan<byte> bytes) => type != ParamType.SockTuple || bytes[0] != 1 || bytes[17..] is [.., 0];

    private void Flag(int at) => Assert.True(_bytes[at] <= 1, $"at {at}: {_bytes[at]} is no yes or no");

    private int Text(int at, int maxLength)
    {
        var length = U16(at);
        Assert.True(length <= maxLength, $"at {at}: a text of {length} bytes, where Falco reads {maxLength}");
        return at + 2 + length;
    }

    private void Padding(int at, int end)
    {
        Assert.InRange(end - at, 0, 3);
        Assert.False(_bytes.AsSpan(at..end).ContainsAnyExcept((byte)0), $"at {at}: padding that is not zero");
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));
}
