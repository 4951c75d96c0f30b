using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Engine.State;

/// <summary>
/// What is known of a socket's ends, as 40 bytes that every kind of socket lays out its own way. A socket whose kind changes
/// (bound, then connected) keeps the bytes: what it shows of its ends is then what Falco shows.
/// <code>
/// ipv4 connection  source 0..3, destination 4..7, source port 8, destination port 10, protocol 12
/// ipv6 connection  source 0..15, destination 16..31, source port 32, destination port 34, protocol 36
/// ipv4 server      address 0..3, port 4, protocol 6
/// ipv6 server      address 0..15, port 16, protocol 18
/// unix             source pointer 0..7, destination pointer 8..15
/// </code>
/// </summary>
internal readonly record struct SocketBytes(ulong Word0, ulong Word1, ulong Word2, ulong Word3, ulong Word4)
{
    public const int Size = 40;

    /// <summary>The bytes, from memory of that size.</summary>
    public static SocketBytes From(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<SocketBytes>(bytes);

    /// <summary>The bytes of a socket of which the ends are known.</summary>
    public static SocketBytes Of(FdType type, SocketTuple ends)
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Clear();
        switch (type)
        {
            case FdType.Ipv4Socket:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)ends.SourceAddress);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)ends.DestinationAddress);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], ends.SourcePort);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], ends.DestinationPort);
                bytes[12] = (byte)ends.Protocol;
                break;
            case FdType.Ipv6Socket:
                BinaryPrimitives.WriteUInt128LittleEndian(bytes, ends.SourceAddress);
                BinaryPrimitives.WriteUInt128LittleEndian(bytes[16..], ends.DestinationAddress);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[32..], ends.SourcePort);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[34..], ends.DestinationPort);
                bytes[36] = (byte)ends.Protocol;
                break;
            case FdType.Ipv4ServerSocket:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)ends.SourceAddress);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], ends.SourcePort);
                bytes[6] = (byte)ends.Protocol;
                break;
            case FdType.Ipv6ServerSocket:
                BinaryPrimitives.WriteUInt128LittleEndian(bytes, ends.SourceAddress);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[16..], ends.SourcePort);
                bytes[18] = (byte)ends.Protocol;
                break;
            case FdType.UnixSocket:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)ends.SourceAddress);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (ulong)ends.DestinationAddress);
                break;
        }

        return From(bytes);
    }

    /// <summary>Copies the bytes out.</summary>
    public void CopyTo(Span<byte> target) => MemoryMarshal.Write(target, in this);

    /// <summary>The ends, read the way the kind of socket lays them out.</summary>
    public SocketTuple Ends(FdType type)
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<SocketBytes>(in this));
        return type switch
        {
            FdType.Ipv4Socket => new SocketTuple(
                U32(bytes), U16(bytes[8..]), U32(bytes[4..]), U16(bytes[10..]), (L4Protocol)bytes[12]),
            FdType.Ipv6Socket => new SocketTuple(
                U128(bytes), U16(bytes[32..]), U128(bytes[16..]), U16(bytes[34..]), (L4Protocol)bytes[36]),
            FdType.Ipv4ServerSocket => new SocketTuple(U32(bytes), U16(bytes[4..]), 0, 0, (L4Protocol)bytes[6]),
            FdType.Ipv6ServerSocket => new SocketTuple(U128(bytes), U16(bytes[16..]), 0, 0, (L4Protocol)bytes[18]),
            FdType.UnixSocket => new SocketTuple(U64(bytes), 0, U64(bytes[8..]), 0, L4Protocol.Unknown),
            _ => default,
        };
    }

    private static uint U32(ReadOnlySpan<byte> bytes) => Unsafe.ReadUnaligned<uint>(in bytes[0]);

    private static ulong U64(ReadOnlySpan<byte> bytes) => Unsafe.ReadUnaligned<ulong>(in bytes[0]);

    private static ushort U16(ReadOnlySpan<byte> bytes) => Unsafe.ReadUnaligned<ushort>(in bytes[0]);

    private static UInt128 U128(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128LittleEndian(bytes);
}
