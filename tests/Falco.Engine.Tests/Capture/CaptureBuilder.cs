using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Tests.Events;

namespace Falco.Engine.Tests.Capture;

/// <summary>Puts a capture together, block by block; it begins with a section header unless <see cref="Raw"/> is asked for.</summary>
internal sealed class CaptureBuilder
{
    public const uint Magic = 0x1A2B3C4D;
    public const string Name = "test.scap";

    private readonly List<byte> _bytes = [];

    public CaptureBuilder() => Section();

    private CaptureBuilder(byte[] bytes) => _bytes.AddRange(bytes);

    /// <summary>Where the next block begins.</summary>
    public int Length => _bytes.Count;

    /// <summary>Bytes of the caller's own instead of a section header.</summary>
    public static CaptureBuilder Raw(params byte[] bytes) => new(bytes);

    /// <summary>
    /// Members one after the other: numbers little endian in the size of their type, text with its length (u16) before it, byte arrays
    /// as they are.
    /// </summary>
    public static byte[] Bytes(params object[] members)
    {
        var bytes = new List<byte>();
        foreach (var member in members)
        {
            bytes.AddRange(member switch
            {
                byte b => [b],
                ushort number => BitConverter.GetBytes(number),
                short number => BitConverter.GetBytes(number),
                uint number => BitConverter.GetBytes(number),
                int number => BitConverter.GetBytes(number),
                ulong number => BitConverter.GetBytes(number),
                long number => BitConverter.GetBytes(number),
                string text => [.. BitConverter.GetBytes((ushort)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)],
                byte[] raw => raw,
                _ => throw new ArgumentException($"no encoding for {member.GetType()}", nameof(members)),
            });
        }

        return [.. bytes];
    }

    /// <summary>An entry with its length (u32, which counts itself) before it.</summary>
    public static byte[] Entry(params object[] members)
    {
        var bytes = Bytes(members);
        return Bytes(bytes.Length + sizeof(uint), bytes);
    }

    /// <summary>An event record as blocks of version 1 (without parameter count) or 2 have it.</summary>
    public static byte[] Record(EventType type, long tid, object?[] parameters, bool hasCount = true, ulong time = EventBuilder.Time)
    {
        var info = EventSchema.Get(type);
        var values = parameters.Select((p, i) => EventBuilder.Encode(i < info.Params.Length ? info.Params[i].Type : ParamType.ByteBuf, p)).ToArray();
        var isLarge = type is EventType.PLUGINEVENT_E or EventType.CONTAINER_JSON_2_E or EventType.ASYNCEVENT_E;
        var lengths = values.SelectMany(v => isLarge ? BitConverter.GetBytes(v.Length) : BitConverter.GetBytes((ushort)v.Length)).ToArray();
        var total = (hasCount ? 26 : 22) + lengths.Length + values.Sum(v => v.Length);
        return Bytes(time, tid, total, (ushort)type, hasCount ? Bytes(values.Length) : [], lengths, values.SelectMany(v => v).ToArray());
    }

    public CaptureBuilder Section(uint magic = Magic, ushort major = 1, ushort minor = 2, byte[]? options = null)
        => Block(BlockType.SectionHeader, magic, major, minor, ulong.MaxValue, options ?? []);

    /// <summary>A block, its body padded to four bytes.</summary>
    public CaptureBuilder Block(BlockType type, params object[] members)
    {
        var body = Bytes(members);
        var padding = new byte[-body.Length & 3];
        var length = 12 + body.Length + padding.Length;
        _bytes.AddRange(Bytes((uint)type, length, body, padding, length));
        return this;
    }

    /// <summary>An event of thread 100 in today's usual block.</summary>
    public CaptureBuilder Event(EventType type, params object?[] parameters) => EventOf(100, type, parameters);

    public CaptureBuilder EventOf(long tid, EventType type, params object?[] parameters)
        => EventIn(
            type is EventType.PLUGINEVENT_E or EventType.CONTAINER_JSON_2_E or EventType.ASYNCEVENT_E ? BlockType.EventV2Large : BlockType.EventV2,
            Record(type, tid, parameters));

    /// <summary>An event on processor 3 in a block of any kind; <paramref name="flags"/> only where the block has flags.</summary>
    public CaptureBuilder EventIn(BlockType block, byte[] record, uint flags = 0)
        => block is BlockType.EventWithFlags or BlockType.EventWithFlagsV2 or BlockType.EventWithFlagsV2Large
            ? Block(block, (ushort)3, flags, record)
            : Block(block, (ushort)3, record);

    /// <summary>Takes the last bytes away.</summary>
    public CaptureBuilder CutOff(int count)
    {
        _bytes.RemoveRange(_bytes.Count - count, count);
        return this;
    }

    /// <summary>Changes the number at an offset; counted from the end where negative.</summary>
    public CaptureBuilder Set(int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes)[(offset < 0 ? _bytes.Count + offset : offset)..], value);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    public byte[] Zipped()
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(ToArray());
        }

        return zipped.ToArray();
    }

    public CaptureReader Open(EventTypeSet? wanted = null) => CaptureReader.Open(new MemoryStream(ToArray()), Name, wanted);

    /// <summary>Everything that comes of the capture; its end where the reader ends well is no item.</summary>
    public CaptureContent Read(EventTypeSet? wanted = null) => CaptureContent.Read(ToArray(), wanted);

    /// <summary>The one piece of metadata of this kind.</summary>
    public T Metadata<T>()
        where T : CaptureMetadata
        => Event(EventType.DROP_E, 1u).Read().Metadata.OfType<T>().Single();

    public CaptureException Error() => Read().Error ?? throw new InvalidOperationException("no error");
}
