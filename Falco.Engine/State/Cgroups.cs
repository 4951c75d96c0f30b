using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The cgroups of a thread: runs of <c>subsystem=path</c>.</summary>
internal static class Cgroups
{
    /// <summary>
    /// The run with today's names of subsystems, as a slice that is either <paramref name="stored"/> (nothing changed) or a copy.
    /// Where an entry is not a pair the stored ones stay.
    /// </summary>
    /// <param name="stored">What the thread has so far, or what its parent has: a fork seldom changes it.</param>
    /// <param name="fallback">What the thread keeps where the run is malformed.</param>
    /// <param name="run">What the event says, without the closing NUL.</param>
    /// <param name="draft">Room to work in.</param>
    public static Utf8 Normalize(Utf8 stored, Utf8 fallback, ReadOnlySpan<byte> run, ScratchText draft)
    {
        draft.Clear();
        if (!run.IsEmpty)
        {
            foreach (var range in run.Split((byte)0))
            {
                var entry = run[range];
                var equals = entry.IndexOf((byte)'=');
                if (equals < 0)
                {
                    draft.Clear();
                    return fallback;
                }

                AppendSubsystem(draft, entry[..equals]);
                draft.Append(entry[equals..]).Append((byte)0);
            }
        }

        var kept = TextBlock.Keep(stored, draft.Pending);
        draft.Clear();
        return kept;
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
