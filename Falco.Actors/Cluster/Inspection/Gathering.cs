using Akka.Actor;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>Asks questions whose answers come in several messages.</summary>
internal static class Gathering
{
    /// <summary>Asks; what has come by the deadline is the result.</summary>
    public static Task<IReadOnlyList<T>> Ask<T>(
        ActorSystem system, ActorSelection asked, object question, Func<IReadOnlyList<T>, bool> isWhole, TimeSpan deadline)
    {
        var result = new TaskCompletionSource<IReadOnlyList<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new GatheringActor<T>(asked, question, isWhole, deadline, result)));
        return result.Task;
    }
}

/// <summary>Asks a question whose answer comes in several messages, and collects them until they are whole or the time is over.</summary>
internal sealed class GatheringActor<T> : UntypedActor, IWithTimers
{
    private readonly ActorSelection _asked;
    private readonly object _question;
    private readonly Func<IReadOnlyList<T>, bool> _isWhole;
    private readonly TimeSpan _deadline;
    private readonly TaskCompletionSource<IReadOnlyList<T>> _result;
    private readonly List<T> _answers = [];

    public GatheringActor(
        ActorSelection asked, object question, Func<IReadOnlyList<T>, bool> isWhole, TimeSpan deadline, TaskCompletionSource<IReadOnlyList<T>> result)
    {
        _asked = asked;
        _question = question;
        _isWhole = isWhole;
        _deadline = deadline;
        _result = result;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(TimeIsOver), TimeIsOver.Instance, _deadline);
        _asked.Tell(_question, Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case T answer:
                _answers.Add(answer);
                if (_isWhole(_answers))
                {
                    Context.Stop(Self);
                }

                break;
            case TimeIsOver:
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop() => _result.TrySetResult(_answers);

    private sealed class TimeIsOver
    {
        public static readonly TimeIsOver Instance = new();
    }
}
