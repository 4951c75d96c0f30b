using System.Buffers.Binary;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Containers;

/// <summary>
/// Knows which containers the stream of events was told of. It looks at the events that may show a new container, has the runtimes asked
/// for it, and puts what they say into the stream, and what the container's files say of its users. One thread at a time calls.
/// </summary>
internal sealed class ContainerWatch(
    ContainerInquiry inquiry, ContainerUsers users, TimeProvider? clock = null, ContainerEngines? engines = null) : IDisposable
{
    private const int CgroupsOfClone = 14, VtidOfClone = 18, VpidOfClone = 19;
    private const int PidOfExec = 4, CgroupsOfExec = 14, UidOfExec = 26, GidOfExec = 29;

    /// <summary>Beyond so many containers, or processes that are a container's first, all is forgotten and learned anew.</summary>
    private const int MaxKnown = 4096;

    /// <summary>The same for threads that are in containers.</summary>
    private const int MaxThreads = 1 << 17;

    /// <summary>How long a container that no runtime knows is not asked for again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Cgroups _cgroups = new();
    private readonly ContainerIds _ids = new(engines);
    private readonly ScratchText _draft = new();
    private readonly Dictionary<Utf8, Knowledge> _containers = [];
    private readonly Dictionary<long, Utf8> _firstProcesses = [];
    private readonly Dictionary<Utf8, long> _firstProcessOf = [];
    private readonly Dictionary<long, Utf8> _threads = [];
    private readonly Queue<byte[]> _removed = [];
    private readonly List<byte[]> _users = [];

    /// <summary>What is known of a container: its JSON, or null and since when that is so.</summary>
    private readonly record struct Knowledge(byte[]? Json, long AskedAt);

    /// <summary>Begins to talk with the runtimes of the settings.</summary>
    /// <exception cref="ConfigurationException">A socket's path cannot be one.</exception>
    public static ContainerWatch Start(ContainerSettings settings)
        => new(ContainerInquiry.Start(settings), new ContainerUsers(settings.HostRoot), engines: settings.Engines);

    /// <summary>Waits until the runtimes have told which containers there are, but not for a runtime that takes too long.</summary>
    public void WaitForThoseThatRun(TimeSpan atMost)
    {
        inquiry.Listed.Wait(atMost);
        users.Wait(atMost);
    }

    /// <summary>Looks at what is said of the machine at the start.</summary>
    public void See(CaptureMetadata metadata)
    {
        foreach (var entry in metadata is ProcessList list ? list.Entries : [])
        {
            var id = See(entry.Tid, Params.AsStrings(entry.Cgroups.Span), entry is { Vtid: 1, Vpid: 1 });
            SeeUser(id, entry.Pid, entry.Uid, entry.Gid, waits: false);
        }
    }

    /// <summary>
    /// Looks at the events of a batch from a place on. Before that of a program in a container, or of one that changes its user or group, come
    /// those that tell of its users, where they were not known.
    /// </summary>
    /// <param name="batch">The events.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="number">Gives the number of the next event after those of the batch.</param>
    public void See(EventBatch batch, int from, Func<ulong> number)
    {
        while (from < batch.Length)
        {
            var e = new EventView(batch.Buffer, from);
            var length = e.FrameLength;
            if (See(e))
            {
                users.Collect(_users);
                if (_users.Count > 0)
                {
                    from = Insert(batch, from, number);
                }
            }

            from += length;
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
        users.Collect(_users);
        if (_users.Count > 0)
        {
            AppendUsers(batch, number, timestamp);
        }

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

    public void Dispose()
    {
        inquiry.Dispose();
        users.Dispose();
    }

    /// <summary>Where the event at a place is once those that tell of users come before it.</summary>
    private int Insert(EventBatch batch, int at, Func<ulong> number)
    {
        batch.Insert(at, _users);
        foreach (var frame in _users)
        {
            number();
            at += frame.Length;
        }

        _users.Clear();
        return at;
    }

    /// <summary>They are short and few: the batch makes room for them.</summary>
    private void AppendUsers(EventBatch batch, Func<ulong> number, ulong timestamp)
    {
        foreach (var frame in _users)
        {
            var next = number();
            BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), next);
            BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), timestamp);
            batch.Append(new EventView(frame, 0));
        }

        _users.Clear();
    }

    private static bool TryAppend(EventBatch batch, ReadOnlySpan<byte> name, byte[] json, Func<ulong> number, ulong timestamp)
    {
        if (batch.Count > 0 && !batch.HasRoomFor(ContainerEvent.Length(name, json)))
        {
            return false;
        }

        ContainerEvent.Append(batch, name, json, number(), timestamp);
        return true;
    }

    /// <summary>True for a program that was started in a container, or has become another user there.</summary>
    private bool See(EventView e)
    {
        switch (e.Type)
        {
            case EventType.SYSCALL_CLONE_20_X or EventType.SYSCALL_CLONE3_X or EventType.SYSCALL_FORK_20_X or EventType.SYSCALL_VFORK_20_X
                when e.Result() >= 0:
                See(e.ThreadId, e.Strings(CgroupsOfClone), e.Result() == 0 && e.Signed(VtidOfClone) == 1 && e.Signed(VpidOfClone) == 1);
                break;
            case EventType.SYSCALL_EXECVE_19_X or EventType.SYSCALL_EXECVEAT_X when e.Result() >= 0:
                var id = See(e.ThreadId, e.Strings(CgroupsOfExec), _firstProcesses.ContainsKey(e.ThreadId));
                SeeUser(id, e.Signed(PidOfExec), e.Word(UidOfExec), e.Word(GidOfExec), waits: true);
                return !id.IsEmpty;
            case EventType.SYSCALL_SETUID_X:
                return SeeChange(e, uidAt: 1, gidAt: null);
            case EventType.SYSCALL_SETREUID_X or EventType.SYSCALL_SETRESUID_X:
                return SeeChange(e, uidAt: 2, gidAt: null);
            case EventType.SYSCALL_SETGID_X:
                return SeeChange(e, uidAt: null, gidAt: 1);
            case EventType.SYSCALL_SETREGID_X or EventType.SYSCALL_SETRESGID_X:
                return SeeChange(e, uidAt: null, gidAt: 2);
            case EventType.PROCEXIT_1_E:
                _threads.Remove(e.ThreadId);
                if (_firstProcesses.Remove(e.ThreadId, out var gone))
                {
                    Remove(gone);
                }

                break;
        }

        return false;
    }

    /// <summary>A thread has got another effective user or group.</summary>
    private bool SeeChange(EventView e, int? uidAt, int? gidAt)
    {
        if (e.Result() != 0 || !_threads.TryGetValue(e.ThreadId, out var container))
        {
            return false;
        }

        SeeUser(container, e.ThreadId, IdAt(e, uidAt), IdAt(e, gidAt), waits: true);
        return true;
    }

    /// <summary>The id in a parameter; null where there is none, or it stays as it was.</summary>
    private static uint? IdAt(EventView e, int? at) => at is { } index && e.Word(index) is not uint.MaxValue and var id ? id : null;

    private void SeeUser(Utf8 container, long pid, uint? uid, uint? gid, bool waits)
    {
        if (!container.IsEmpty)
        {
            users.See(container, pid, _firstProcessOf.GetValueOrDefault(container, pid), uid, gid, waits);
        }
    }

    /// <summary>The id of the container that the control groups are of; empty where they are of none.</summary>
    private Utf8 See(long tid, ReadOnlySpan<byte> cgroups, bool isFirstProcess)
    {
        var match = _ids.Match(_cgroups.Normalize(default, default, cgroups, _draft));
        if (match.Id.IsEmpty)
        {
            _threads.Remove(tid);
            return default;
        }

        if (_threads.Count >= MaxThreads)
        {
            _threads.Clear();
        }

        _threads[tid] = match.Id;
        if (isFirstProcess)
        {
            if (_firstProcesses.Count >= MaxKnown)
            {
                _firstProcesses.Clear();
                _firstProcessOf.Clear();
            }

            _firstProcesses[tid] = match.Id;
            _firstProcessOf[match.Id] = tid;
        }

        // Of the engines that have a type here there is nobody to ask.
        if (match.Type != ContainerType.Unknown)
        {
            return match.Id;
        }

        var isSeen = _containers.TryGetValue(match.Id, out var knowledge);
        if ((!isSeen || (knowledge.Json is null && _clock.GetElapsedTime(knowledge.AskedAt) >= Rest)) && inquiry.TryAsk(match.Id.ToString()))
        {
            Remember(match.Id, null);
        }

        return match.Id;
    }

    /// <summary>A container's first process has ended, and the container with it.</summary>
    private void Remove(Utf8 id)
    {
        _firstProcessOf.Remove(id);
        users.Forget(id, _users.Add);
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
