using Falco.Engine.Events;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers;
using Xunit;

namespace Falco.Sensor.Tests.Containers;

/// <summary>A stream of events that a watch for containers looks at, and what it puts in.</summary>
internal sealed class WatchedStream(TimeProvider? clock = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EventBatch _batch = new();
    private ContainerWatch? _watch;
    private ulong _number;

    public ContainerWatch Watch => _watch!;

    public void Start(ContainerSettings settings)
        => _watch = new ContainerWatch(ContainerInquiry.Start(settings), new ContainerUsers(settings.HostRoot, clock), clock);

    /// <summary>Shows events to the watch; what becomes of them.</summary>
    public List<EventView> See(params byte[][] frames)
    {
        using var batch = new EventBatch();
        foreach (var frame in frames)
        {
            BitConverter.TryWriteBytes(frame.AsSpan(8), ++_number);
            batch.Append(new EventView(frame, 0));
        }

        Watch.See(batch, 0, () => ++_number);
        return Copies(batch);
    }

    /// <summary>What the watch has to say now.</summary>
    public List<EventView> News(ulong timestamp = 1)
    {
        Assert.True(Watch.AppendNews(_batch, () => ++_number, timestamp));
        var events = Copies(_batch);
        _batch.Clear();
        return events;
    }

    /// <summary>Waits for one event.</summary>
    public EventView WaitForNews()
    {
        Assert.True(SpinWait.SpinUntil(() => Watch.AppendNews(_batch, () => ++_number, 1) && _batch.Count > 0, Patience));
        return Assert.Single(News());
    }

    public static void Wait(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));

    public void Dispose()
    {
        _watch?.Dispose();
        _batch.Dispose();
    }

    private static List<EventView> Copies(EventBatch batch)
    {
        var events = new List<EventView>();
        foreach (var e in batch)
        {
            events.Add(new EventView(e.Frame.ToArray(), 0));
        }

        return events;
    }
}
