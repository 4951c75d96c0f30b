using System.Collections.Concurrent;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Sensor.Containers;

/// <summary>
/// Knows which users and groups of containers the stream of events was told of, and has their files read where that may have changed. A
/// thread of its own reads, for a container may have its files where nobody answers: who asks waits a little for a container that is new,
/// or a user that is, and not at all once an answer has failed to come. One thread at a time calls.
/// </summary>
internal sealed class ContainerUsers : IDisposable
{
    /// <summary>Beyond so many containers all are forgotten and read anew.</summary>
    private const int MaxKnown = 4096;

    /// <summary>As many questions may be open; what was not asked is asked with the container's next program.</summary>
    private const int MaxOpen = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a container may take until it has a root of its own.</summary>
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(10);

    /// <summary>How soon files are looked at again, where a user is not in them, and where all that is known is still good.</summary>
    private static readonly TimeSpan SoonForUnknown = TimeSpan.FromMilliseconds(100), SoonForKnown = TimeSpan.FromSeconds(1);

    private readonly string _hostRoot;
    private readonly TimeProvider _clock;
    private readonly BlockingCollection<Question> _questions = new(MaxOpen);
    private readonly Queue<Question> _open = [];
    private readonly Dictionary<Utf8, Knowledge> _containers = [];
    private bool _isLate;

    public ContainerUsers(string hostRoot, TimeProvider? clock = null)
    {
        _hostRoot = hostRoot;
        _clock = clock ?? TimeProvider.System;
        new Thread(Read) { Name = "users of containers", IsBackground = true }.Start();
    }

    private sealed class Knowledge
    {
        public ContainerUserFiles? Files { get; set; }

        public required long SeenAt { get; init; }

        public long? AskedAt { get; set; }

        /// <summary>When a user was asked for that was not in the files as they were known.</summary>
        public long? SoughtAt { get; set; }

        public Dictionary<uint, UserEntry> Users { get; } = [];

        public Dictionary<uint, GroupEntry> Groups { get; } = [];
    }

    private sealed record Question(Utf8 Container, long Pid, long FirstPid, ContainerUserFiles? Known)
    {
        public TaskCompletionSource<ContainerUserFiles?> Answer { get; } = new();
    }

    /// <summary>A program runs in a container, or has got another user or group there.</summary>
    /// <param name="container">The container's id.</param>
    /// <param name="pid">The program's process.</param>
    /// <param name="firstPid">The container's first process, whose root is the container's; that of the program where it is not known.</param>
    /// <param name="uid">The user that the program runs as; null where only the group is told.</param>
    /// <param name="gid">The group; null where only the user is told.</param>
    /// <param name="waits">Whether to wait for an answer that matters to the event itself.</param>
    public void See(Utf8 container, long pid, long firstPid, uint? uid, uint? gid, bool waits)
    {
        if (!_containers.TryGetValue(container, out var knowledge))
        {
            if (_containers.Count >= MaxKnown)
            {
                _containers.Clear();
            }

            _containers[container] = knowledge = new Knowledge { SeenAt = _clock.GetTimestamp() };
        }

        var isUnknown = knowledge.Files is null
            || (uid is { } user && !knowledge.Users.ContainsKey(user)) || (gid is { } group && !knowledge.Groups.ContainsKey(group));
        var isSought = isUnknown && knowledge.Files is not null;
        var rest = isSought ? SoonForUnknown
            : knowledge.Files is null && _clock.GetElapsedTime(knowledge.SeenAt) < Youth ? TimeSpan.Zero
            : SoonForKnown;
        if ((isSought ? knowledge.SoughtAt : knowledge.AskedAt) is { } last && _clock.GetElapsedTime(last) < rest)
        {
            return;
        }

        var question = new Question(container, pid, firstPid, knowledge.Files);
        if (!_questions.TryAdd(question))
        {
            return;
        }

        knowledge.AskedAt = _clock.GetTimestamp();
        knowledge.SoughtAt = isSought ? knowledge.AskedAt : knowledge.SoughtAt;
        _open.Enqueue(question);
        if (waits && isUnknown && !_isLate)
        {
            _isLate = !question.Answer.Task.Wait(Patience);
        }
    }

    /// <summary>Waits until all that was asked is answered, but not longer.</summary>
    public void Wait(TimeSpan atMost) => _open.LastOrDefault()?.Answer.Task.Wait(atMost);

    /// <summary>Gives the events that tell what was read since the last call.</summary>
    public void Collect(ICollection<byte[]> events)
    {
        while (_open.TryPeek(out var question) && question.Answer.Task.IsCompleted)
        {
            _open.Dequeue();
            if (question.Answer.Task.Result is { } files && _containers.TryGetValue(question.Container, out var knowledge))
            {
                Tell(question.Container, knowledge, files, events);
            }
        }

        _isLate &= _open.Count > 0;
    }

    /// <summary>A container is gone; gives the events that tell of its users.</summary>
    public void Forget(Utf8 container, Action<byte[]> tell)
    {
        if (!_containers.Remove(container, out var knowledge))
        {
            return;
        }

        foreach (var user in knowledge.Users.Values)
        {
            tell(UserEvent.Deleted(container, user));
        }

        foreach (var group in knowledge.Groups.Values)
        {
            tell(UserEvent.Deleted(container, group));
        }
    }

    public void Dispose() => _questions.CompleteAdding();

    /// <summary>What is new or has changed. Who is not in the files any more may still run.</summary>
    private static void Tell(Utf8 container, Knowledge knowledge, ContainerUserFiles files, ICollection<byte[]> events)
    {
        knowledge.Files = files;
        foreach (var user in files.Users.DistinctBy(user => user.Uid))
        {
            if (!user.Equals(knowledge.Users.GetValueOrDefault(user.Uid)))
            {
                knowledge.Users[user.Uid] = user;
                events.Add(UserEvent.Added(container, user));
            }
        }

        foreach (var group in files.Groups.DistinctBy(group => group.Gid))
        {
            if (!group.Equals(knowledge.Groups.GetValueOrDefault(group.Gid)))
            {
                knowledge.Groups[group.Gid] = group;
                events.Add(UserEvent.Added(container, group));
            }
        }
    }

    private void Read()
    {
        var buffer = new byte[64 * 1024];
        foreach (var question in _questions.GetConsumingEnumerable())
        {
            question.Answer.SetResult(
                ContainerUserFiles.Read(_hostRoot, question.FirstPid, question.Known, buffer)
                ?? (question.Pid == question.FirstPid ? null : ContainerUserFiles.Read(_hostRoot, question.Pid, question.Known, buffer)));
        }

        _questions.Dispose();
    }
}
