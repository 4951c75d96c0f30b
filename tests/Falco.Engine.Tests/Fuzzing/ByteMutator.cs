using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>
/// Makes hostile bytes of sound ones: some are changed, counts are too large, stretches are missing, many times there, or from somewhere else.
/// </summary>
internal static class ByteMutator
{
    private static readonly byte[] Interesting = [0, 1, 2, 3, 0x7F, 0x80, 0xFC, 0xFD, 0xFE, 0xFF];

    /// <param name="random">What decides.</param>
    /// <param name="sound">The bytes.</param>
    /// <param name="head">How many at the beginning say what they are: damage there ends in a refusal at once, and is seldom.</param>
    /// <param name="others">Others, to take from.</param>
    public static byte[] Damaged(Random random, byte[] sound, int head, IReadOnlyList<byte[]> others)
    {
        var bytes = sound.ToList();
        for (var n = random.Next(1, 5); n > 0 && bytes.Count > head; n--)
        {
            var at = random.Next(random.Chance(0.03) ? 0 : head, bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at] = random.Pick(Interesting);
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0xFF, random.Next(1, 10)).Append((byte)random.Next(128)));
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 5:
                    Repeat(bytes, at, Math.Min(random.Next(1, 60), bytes.Count - at), random.Chance(0.1) ? random.Next(3000) : 1);
                    break;
                case 6:
                    var other = random.Pick(others);
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..random.Next(from, other.Length)]);
                    break;
                default:
                    if (random.Chance(0.3))
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }
                    else if (bytes.Count - at >= 4)
                    {
                        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(bytes)[at..], random.Pick([int.MaxValue, -1, 1 << 20, bytes.Count]));
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    private static void Repeat(List<byte> bytes, int at, int length, int times)
    {
        var stretch = bytes.GetRange(at, length);
        bytes.InsertRange(at, Enumerable.Repeat(stretch, times).SelectMany(part => part));
    }
}
