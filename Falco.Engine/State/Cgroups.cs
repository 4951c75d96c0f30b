using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The cgroups of threads: runs of <c>subsystem=path</c>. Processes of one container have the same, so that few runs come over and over;
/// the last ones are remembered.
/// </summary>
internal sealed class Cgroups
{
    private readonly (byte[] Run, Utf8 Normal)[] _known = new (byte[], Utf8)[16];

    /// <summary>
    /// The run with today's names of subsystems, as a slice that is either <paramref name="stored"/> (nothing changed) or a copy.
    /// Where an entry is not a pair the stored ones stay.
    /// </summary>
    /// <param name="stored">What the thread has so far, or what its parent has: a fork seldom changes it.</param>
    /// <param name="fallback">What the thread keeps where the run is malformed.</param>
    /// <param name="run">What the event says, without the closing NUL.</param>
    /// <param name="draft">Room to work in.</param>
    public Utf8 Normalize(Utf8 stored, Utf8 fallback, ReadOnlySpan<byte> run, ScratchText draft)
    {
        if (run.IsEmpty)
        {
            return default;
        }

        ref var known = ref _known[(run.Length + run[^1] + run[run.Length / 2]) & (_known.Length - 1)];
        if (known.Run is null || !run.SequenceEqual(known.Run))
        {
            if (!TryNormalize(run, draft, out var normal))
            {
                return fallback;
            }

            known = (run.ToArray(), normal);
        }

        return known.Normal == stored ? stored : known.Normal;
    }

    private static bool TryNormalize(ReadOnlySpan<byte> run, ScratchText draft, out Utf8 normal)
    {
        draft.Clear();
        normal = default;
        foreach (var range in run.Split((byte)0))
        {
            var entry = run[range];
            var equals = entry.IndexOf((byte)'=');
            if (equals < 0)
            {
                draft.Clear();
                return false;
            }

            AppendSubsystem(draft, entry[..equals]);
            draft.Append(entry[equals..]).Append((byte)0);
        }

        normal = Utf8.Copy(draft.Pending);
        draft.Clear();
        return true;
    }

    private static void AppendSubsystem(ScratchText draft, ReadOnlySpan<byte> name)
    {
        // Kernels name the subsystem "cpu_cgroup", "mem_cgroup"; users know "cpu", "memory".
        var suffix = name.IndexOf("_cgroup"u8);
        var head = suffix < 0 ? name : name[..suffix];
        var tail = suffix < 0 ? default : name[(suffix + "_cgroup"u8.Length)..];
        if (tail.IsEmpty)
        {
            head = head.SequenceEqual("perf"u8) ? "perf_event"u8
                : head.SequenceEqual("mem"u8) ? "memory"u8
                : head.SequenceEqual("io"u8) ? "blkio"u8
                : head;
        }

        draft.Append(head).Append(tail);
    }
}
