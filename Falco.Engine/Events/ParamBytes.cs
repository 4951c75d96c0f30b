using System.Buffers.Binary;

namespace Falco.Engine.Events;

/// <summary>What the bytes of a parameter say.</summary>
internal static class ParamBytes
{
    /// <summary>A sign-extended integer of 1, 2, 4 or 8 bytes; false where there are none or another number of them.</summary>
    public static bool TryGetInt64(ReadOnlySpan<byte> bytes, out long value)
    {
        switch (bytes.Length)
        {
            case 8: value = BinaryPrimitives.ReadInt64LittleEndian(bytes); return true;
            case 4: value = BinaryPrimitives.ReadInt32LittleEndian(bytes); return true;
            case 2: value = BinaryPrimitives.ReadInt16LittleEndian(bytes); return true;
            case 1: value = (sbyte)bytes[0]; return true;
            default: value = 0; return false;
        }
    }

    /// <summary>Like <see cref="TryGetInt64"/>, zero-extended.</summary>
    public static bool TryGetUInt64(ReadOnlySpan<byte> bytes, out ulong value)
    {
        switch (bytes.Length)
        {
            case 8: value = BinaryPrimitives.ReadUInt64LittleEndian(bytes); return true;
            case 4: value = BinaryPrimitives.ReadUInt32LittleEndian(bytes); return true;
            case 2: value = BinaryPrimitives.ReadUInt16LittleEndian(bytes); return true;
            case 1: value = bytes[0]; return true;
            default: value = 0; return false;
        }
    }

    /// <summary>Text without its NUL and what follows it; false where there are no bytes at all, which is not an empty text.</summary>
    public static bool TryGetText(Utf8 bytes, out Utf8 text)
    {
        text = bytes;
        if (text.IsEmpty)
        {
            return false;
        }

        var nul = text.Span.IndexOf((byte)0);
        if (nul >= 0)
        {
            text = text.Slice(0, nul);
        }

        return true;
    }
}
