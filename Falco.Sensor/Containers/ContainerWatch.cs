using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Sensor.Containers;

/// <summary>
/// Knows which containers the stream of events was told of. It looks at the events that may show a new container, has the runtimes asked
/// for it, and puts what they say into the stream. One thread at a time calls.
/// </summary>
internal sealed class ContainerWatch(ContainerInquiry inquiry, TimeProvider? clock = null) : IDisposable
{
    private const int CgroupsOfClone = 14, VtidOfClone = 18, VpidOfClone = 19, CgroupsOfExec = 14;

    /// <summary>Beyond so many containers, or processes that are a container's first, all is forgotten and learned anew.</summary>
    private const int MaxKnown = 4096;

    /// <summary>How long a container that no runtime knows is not asked for again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Cgroups _cgroups = new();
    private readonly ContainerIds _ids = new();
    private readonly ScratchText _draft = new();
    private readonly Dictionary<Utf8, Knowledge> _containers = [];
    private readonly Dictionary<long, Utf8> _firstProcesses = [];
    private readonly Queue<byte[]> _removed = [];

    /// <summary>What is known of a container: its JSON, or null and since when that is so.</summary>
    private readonly record struct Knowledge(byte[]? Json, long AskedAt);

    /// <summary>Waits until the runtimes have told which containers there are, but not for a runtime that takes too long.</summary>
    public void WaitForThoseThatRun(TimeSpan atMost) => inquiry.Listed.Wait(atMost);

    /// <summary>Looks at what is said of the machine at the start.</summary>
    public void See(CaptureMetadata metadata)
    {
        foreach (var entry in metadata is ProcessList list ? list.Entries : [])
        {
            See(entry.Tid, Params.AsStrings(entry.Cgroups.Span), entry is { Vtid: 1, Vpid: 1 });
        }
    }

    /// <summary>Looks at the events of a batch from a place on.</summary>
    public void See(EventBatch batch, int from)
    {
        while (from < batch.Length)
        {
            var e = new EventView(batch.Buffer, from);
            See(e);
            from += e.FrameLength;
        }
    }

    /// <summary>
    /// Appends what the runtimes have said meanwhile, numbered. False where the batch had no room for all of it.
    /// </summary>
    /// <param name="batch">Takes the events.</param>
    /// <param name="number">Gives the number of the next event.</param>
    /// <param name="timestamp">The events' time, in nanoseconds since the Unix epoch.</param>
    public bool AppendNews(EventBatch batch, Func<ulong> number, ulong timestamp)
    {
        while (_removed.TryPeek(out var json))
        {
            if (!TryAppend(batch, ContainerEvent.Removed, json, number, timestamp))
            {
                return false;
            }

            _removed.Dequeue();
        }

        while (inquiry.TryPeek(out var news))
        {
            var id = Utf8.From(news.Id);
            if (news.Json is null)
            {
                if (!IsKnown(id))
                {
                    Remember(id, null);
                }
            }
            else if (news.IsChange || !IsKnown(id))
            {
                if (!TryAppend(batch, ContainerEvent.Added, news.Json, number, timestamp))
                {
                    return false;
                }

                Remember(id, news.Json);
            }

            inquiry.Take();
        }

        return true;
    }

    public void Dispose() => inquiry.Dispose();

    private static bool TryAppend(EventBatch batch, ReadOnlySpan<byte> name, byte[] json, Func<ulong> number, ulong timestamp)
    {
        if (batch.Count > 0 && !batch.HasRoomFor(ContainerEvent.Length(name, json)))
        {
            return false;
        }

        ContainerEvent.Append(batch, name, json, number(), timestamp);
        return true;
    }

    private void See(EventView e)
    {
        switch (e.Type)
        {
            case EventType.SYSCALL_CLONE_20_X or EventType.SYSCALL_CLONE3_X or EventType.SYSCALL_FORK_20_X or EventType.SYSCALL_VFORK_20_X
                when e.Result() >= 0:
                See(e.ThreadId, e.Strings(CgroupsOfClone), e.Result() == 0 && e.Signed(VtidOfClone) == 1 && e.Signed(VpidOfClone) == 1);
                break;
            case EventType.SYSCALL_EXECVE_19_X or EventType.SYSCALL_EXECVEAT_X when e.Result() >= 0:
                See(e.ThreadId, e.Strings(CgroupsOfExec), _firstProcesses.ContainsKey(e.ThreadId));
                break;
            case EventType.PROCEXIT_1_E when _firstProcesses.Remove(e.ThreadId, out var id):
                Remove(id);
                break;
        }
    }

    private void See(long tid, ReadOnlySpan<byte> cgroups, bool isFirstProcess)
    {
        var match = _ids.Match(_cgroups.Normalize(default, default, cgroups, _draft));

        // Of the engines that have a type here there is nobody to ask.
        if (match.Id.IsEmpty || match.Type != ContainerType.Unknown)
        {
            return;
        }

        if (isFirstProcess)
        {
            if (_firstProcesses.Count >= MaxKnown)
            {
                _firstProcesses.Clear();
            }

            _firstProcesses[tid] = match.Id;
        }

        var isSeen = _containers.TryGetValue(match.Id, out var knowledge);
        if ((!isSeen || (knowledge.Json is null && _clock.GetElapsedTime(knowledge.AskedAt) >= Rest)) && inquiry.TryAsk(match.Id.ToString()))
        {
            Remember(match.Id, null);
        }
    }

    /// <summary>A container's first process has ended, and the container with it.</summary>
    private void Remove(Utf8 id)
    {
        if (_containers.Remove(id, out var knowledge) && knowledge.Json is not null)
        {
            _removed.Enqueue(knowledge.Json);
        }
    }

    private bool IsKnown(Utf8 id) => _containers.TryGetValue(id, out var knowledge) && knowledge.Json is not null;

    private void Remember(Utf8 id, byte[]? json)
    {
        if (_containers.Count >= MaxKnown)
        {
            _containers.Clear();
        }

        _containers[id] = new Knowledge(json, _clock.GetTimestamp());
    }
}
