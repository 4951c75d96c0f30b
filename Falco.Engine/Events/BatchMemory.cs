using System.Numerics;

namespace Falco.Engine.Events;

/// <summary>
/// The memory of batches, in powers of two. Batches are kept until a checkpoint covers them and then come back in great number, so none of
/// it is let go before there is more than a replay ever needs; it is pinned, so that collections do not move it around.
/// </summary>
internal static class BatchMemory
{
    private const int SmallestBits = 12;
    private const int LargestBits = 20;
    private const long MaxFree = 64L << 20;

    private static readonly Stack<byte[]>[] Free = [.. Enumerable.Range(0, LargestBits - SmallestBits + 1).Select(_ => new Stack<byte[]>())];
    private static readonly Lock Gate = new();
    private static long _freeBytes;

    /// <summary>An array of at least so many bytes, whatever they hold.</summary>
    public static byte[] Rent(int length)
    {
        var bits = Bits(length);
        if (bits > LargestBits)
        {
            return GC.AllocateUninitializedArray<byte>(length);
        }

        lock (Gate)
        {
            if (Free[bits - SmallestBits].TryPop(out var array))
            {
                _freeBytes -= array.Length;
                return array;
            }
        }

        return GC.AllocateUninitializedArray<byte>(1 << bits, pinned: true);
    }

    /// <summary>Takes an array back that nobody uses any more.</summary>
    public static void Return(byte[] array)
    {
        var bits = Bits(array.Length);
        if (bits > LargestBits)
        {
            return;
        }

        lock (Gate)
        {
            if (_freeBytes + array.Length <= MaxFree)
            {
                _freeBytes += array.Length;
                Free[bits - SmallestBits].Push(array);
            }
        }
    }

    private static int Bits(int length) => Math.Max(SmallestBits, BitOperations.Log2((uint)Math.Max(length, 1) - 1) + 1);
}
