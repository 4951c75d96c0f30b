using System.Threading.Channels;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Containers;

/// <summary>
/// Talks with the runtimes, on threads of the pool: lists what there is at the start, listens for what is made, and asks for containers
/// that turned up otherwise. Whoever asks or takes news never waits for a runtime.
/// </summary>
internal sealed class ContainerInquiry : IDisposable
{
    /// <summary>As many questions may wait; what was not asked is asked when the container is seen again.</summary>
    private const int MaxAsked = 100;

    private const int MaxNews = 1024;

    /// <summary>How many containers are asked for at the same time.</summary>
    private const int Askers = 4;

    /// <summary>A container may be seen before its runtime lists it: the waits between one attempt and the next.</summary>
    private static readonly TimeSpan[] Delays = [.. new[] { 0, 30, 60, 120, 240 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IContainerRuntime> _runtimes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(MaxAsked);
    private readonly Channel<ContainerNews> _news = Channel.CreateBounded<ContainerNews>(MaxNews);
    private readonly Task _all;

    private ContainerInquiry(IReadOnlyList<IContainerRuntime> runtimes)
    {
        _runtimes = runtimes;
        var listed = runtimes.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        Listed = Task.WhenAll(listed.Select(each => each.Task));
        var tasks = runtimes.Zip(listed, (runtime, first) => Task.Run(() => Attend(runtime, first)));
        _all = Task.WhenAll([.. tasks, .. Enumerable.Range(0, runtimes.Count > 0 ? Askers : 0).Select(_ => Task.Run(Answer))]);
    }

    /// <summary>Done when every runtime was asked once which containers there are, or was not there to be asked.</summary>
    public Task Listed { get; }

    /// <summary>Begins to talk with the runtimes of the settings.</summary>
    /// <exception cref="ConfigurationException">A socket's path cannot be one.</exception>
    public static ContainerInquiry Start(ContainerSettings settings)
        => Start([
            .. settings.DockerSockets.Select(socket => DockerRuntime.Docker(socket, settings)),
            .. (settings.PodmanSockets ?? DefaultPodmanSockets(settings.HostRoot)).Select(socket => DockerRuntime.Podman(socket, settings)),
            .. settings.CriSockets.Select(socket => new CriRuntime(socket, settings)),
            .. settings.ContainerdSockets.Select(socket => new ContainerdRuntime(socket, settings)),
        ]);

    /// <summary>Begins to talk with these runtimes, which are the inquiry's from now on.</summary>
    public static ContainerInquiry Start(IReadOnlyList<IContainerRuntime> runtimes) => new(runtimes);

    /// <summary>Asks for a container, and the answer will be among the news; false where that cannot be done now.</summary>
    public bool TryAsk(string id) => _runtimes.Any(runtime => runtime.IsThere) && _asked.Writer.TryWrite(id);

    /// <summary>The next news, without taking them.</summary>
    public bool TryPeek(out ContainerNews news) => _news.Reader.TryPeek(out news!);

    /// <summary>Takes the news that were looked at.</summary>
    public void Take() => _news.Reader.TryRead(out _);

    public void Dispose()
    {
        // Whoever is in the middle of something leaves at its next step, and the last one closes the door.
        _stop.Cancel();
        _all.ContinueWith(
            _ =>
            {
                foreach (var runtime in _runtimes)
                {
                    runtime.Dispose();
                }

                _stop.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>The machine's own service and those of its users.</summary>
    private static IEnumerable<string> DefaultPodmanSockets(string hostRoot)
    {
        const string Users = "/run/user";
        yield return "/run/podman/podman.sock";
        string[] folders;
        try
        {
            folders = Directory.GetDirectories(hostRoot + Users);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var folder in folders)
        {
            var socket = $"{Users}/{Path.GetFileName(folder)}/podman/podman.sock";
            if (File.Exists(hostRoot + socket))
            {
                yield return socket;
            }
        }
    }

    /// <summary>Stays with one runtime: what there is, and what comes; and again where it went away.</summary>
    private async Task Attend(IContainerRuntime runtime, TaskCompletionSource listed)
    {
        string? lastWord = null;
        try
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                if (runtime.IsThere)
                {
                    var follow = Try(Follow(runtime, _stop.Token));
                    var trouble = await Try(List(runtime, _stop.Token)).ConfigureAwait(false);
                    listed.TrySetResult();
                    Say(trouble is null ? $"Containers are named by {runtime.Name}" : $"Containers are not named by {runtime.Name}: {trouble}");
                    await follow.ConfigureAwait(false);
                }

                listed.TrySetResult();
                await Task.Delay(pause, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }

        void Say(string word)
        {
            if (word != lastWord)
            {
                lastWord = word;
                Log.Info(word);
            }
        }
    }

    /// <summary>What went wrong with a runtime; null where all went well.</summary>
    private static async Task<string?> Try(Task talk)
    {
        try
        {
            await talk.ConfigureAwait(false);
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private async Task List(IContainerRuntime runtime, CancellationToken stop)
    {
        foreach (var id in await runtime.List(stop).ConfigureAwait(false))
        {
            if (await runtime.Inspect(id, stop).ConfigureAwait(false) is { } details)
            {
                await Tell(details, isChange: false, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task Follow(IContainerRuntime runtime, CancellationToken stop)
    {
        await foreach (var details in runtime.Follow(stop).ConfigureAwait(false))
        {
            await Tell(details, isChange: true, stop).ConfigureAwait(false);
        }
    }

    private ValueTask Tell(ContainerDetails details, bool isChange, CancellationToken stop)
        => _news.Writer.WriteAsync(new ContainerNews(details.Id, ContainerEventJson.Write(details), isChange), stop);

    private async Task Answer()
    {
        try
        {
            await foreach (var id in _asked.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                var details = await Find(id).ConfigureAwait(false);
                var json = details is null ? null : ContainerEventJson.Write(details);
                await _news.Writer.WriteAsync(new ContainerNews(id, json, IsChange: false), _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task<ContainerDetails?> Find(string id)
    {
        foreach (var delay in Delays)
        {
            await Task.Delay(delay, _stop.Token).ConfigureAwait(false);
            if (await FindNow(id).ConfigureAwait(false) is { } details)
            {
                return details;
            }
        }

        return null;
    }

    /// <summary>Asks all runtimes together: one that hangs keeps nobody from the answer of another.</summary>
    private async Task<ContainerDetails?> FindNow(string id)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var answers = _runtimes.Where(runtime => runtime.IsThere).Select(runtime => Ask(runtime, id, enough.Token)).ToList();
        await foreach (var answer in Task.WhenEach(answers).ConfigureAwait(false))
        {
            if (await answer.ConfigureAwait(false) is { } details)
            {
                await enough.CancelAsync().ConfigureAwait(false);
                return details;
            }
        }

        return null;
    }

    private static async Task<ContainerDetails?> Ask(IContainerRuntime runtime, string id, CancellationToken enough)
    {
        try
        {
            return await runtime.Inspect(id, enough).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
