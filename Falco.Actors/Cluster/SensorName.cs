using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using Falco.Actors.Ingest;

namespace Falco.Actors.Cluster;

/// <summary>
/// Sees to it that a sensor has its name for itself, as the trees of two would be mixed. It holds back what the sensor sends until the node is in
/// the cluster and every other node of it that shows the name has turned out to be gone; one that answers keeps it, and the run fails. So a
/// sensor that was killed can be started again at once.
/// </summary>
internal sealed class SensorName : UntypedActor, IWithTimers
{
    /// <summary>Where it is found on every node.</summary>
    public const string Path = "user/run/sensor-name";

    /// <summary>How long one is waited for that answers nothing. One that is dead on a living machine is known to be so at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly long _epoch;
    private readonly IActorRef _trees;
    private readonly TaskCompletionSource<IngestResult> _result;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> _held = new();
    private readonly HashSet<Address> _others = [];
    private readonly HashSet<Address> _asked = [];
    private State _state = State.Joining;

    public SensorName(string name, long epoch, IActorRef trees, TaskCompletionSource<IngestResult> result)
    {
        _name = name;
        _epoch = epoch;
        _trees = trees;
        _result = result;
    }

    private enum State
    {
        Joining,
        Asking,
        Held,
        Over,
        Refused,
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="name">The sensor's name.</param>
    /// <param name="epoch">The sensor's run.</param>
    /// <param name="trees">Where what the sensor sends goes.</param>
    /// <param name="result">Fails where the name is another's.</param>
    public static Props Props(string name, long epoch, IActorRef trees, TaskCompletionSource<IngestResult> result)
        => Akka.Actor.Props.Create(() => new SensorName(name, epoch, trees, result));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.IMemberEvent { Member: var member }:
                OnMember(member);
                break;
            case NameQuestion question:
                var keeps = _state == State.Held || (_state is State.Joining or State.Asking && IsBefore(question));
                Sender.Tell(new NameAnswer(_cluster.SelfAddress.ToString(), keeps));
                break;
            case NameAnswer answer:
                OnAnswer(answer);
                break;
            case NameLost lost:
                Fail($"The sensor's name {_name} was taken over by {lost.Node} while this node did not answer.");
                break;
            case AssociationErrorEvent { IsInbound: false } error when _asked.Remove(error.RemoteAddress):
                TryHold();
                break;
            case AssociationErrorEvent:
                break;
            case Ask when _state == State.Asking:
                AskAll();
                break;
            case GiveUp when _state == State.Asking:
                _asked.Clear();
                TryHold();
                break;
            case Ask or GiveUp:
                break;
            default:
                Pass(message);
                break;
        }
    }

    private void OnMember(Member member)
    {
        if (member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            if (member.Status == MemberStatus.Up && _state == State.Joining)
            {
                Begin();
            }
            else if (member.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down)
            {
                // What it has sent goes on; it may have ended already, and who starts now need not wait.
                _state = _state == State.Held ? State.Over : State.Refused;
            }
        }
        else if (member.Address.Equals(_cluster.SelfAddress))
        {
            // An earlier process at the same place.
        }
        else if (member.Status is MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Removed)
        {
            _others.Remove(member.Address);
            if (_asked.Remove(member.Address))
            {
                TryHold();
            }
        }
        else if (member.HasRole(RoleNames.OfSensor(_name)))
        {
            _others.Add(member.Address);
        }
    }

    private void Begin()
    {
        _state = State.Asking;
        _asked.UnionWith(_others);
        if (_asked.Count > 0)
        {
            _log.Info("Asking {0} whether the sensor's name {1} is free", string.Join(", ", _asked), _name);
            AskAll();
            Timers.StartPeriodicTimer(nameof(Ask), Ask.Instance, AskEvery);
            Timers.StartSingleTimer(nameof(GiveUp), GiveUp.Instance, Patience);
        }

        TryHold();
    }

    private void AskAll()
    {
        foreach (var other in _asked)
        {
            Context.ActorSelection($"{other}/{Path}").Tell(new NameQuestion(_epoch, _cluster.SelfAddress.ToString()));
        }
    }

    /// <summary>Whether this sensor was started before the one that asks.</summary>
    private bool IsBefore(NameQuestion question)
        => _epoch < question.Epoch || (_epoch == question.Epoch && string.CompareOrdinal(_cluster.SelfAddress.ToString(), question.Node) < 0);

    private void OnAnswer(NameAnswer answer)
    {
        if (_state == State.Held && answer.IsTaken)
        {
            // It answers after all, and the trees have left it.
            Sender.Tell(new NameLost(_cluster.SelfAddress.ToString()));
        }
        else if (_state == State.Asking && answer.IsTaken)
        {
            Fail($"There is another sensor by the name {_name} in the cluster, at {answer.Node}: give each a name of its own (falco.node).");
        }
        else if (_asked.Remove(Sender.Path.Address))
        {
            TryHold();
        }
    }

    private void TryHold()
    {
        if (_state != State.Asking || _asked.Count > 0)
        {
            return;
        }

        _state = State.Held;
        Timers.CancelAll();
        while (_held.TryDequeue(out var next))
        {
            _trees.Tell(next.Message, next.Sender);
        }
    }

    /// <summary>What the sensor sends, which is no more than it has credit for.</summary>
    private void Pass(object message)
    {
        if (_state is State.Joining or State.Asking)
        {
            _held.Enqueue((message, Sender));
        }
        else if (_state != State.Refused)
        {
            _trees.Forward(message);
        }
    }

    private void Fail(string why)
    {
        _state = State.Refused;
        _held.Clear();
        Timers.CancelAll();
        _result.TrySetException(new ClusterException(why));
    }

    private sealed class Ask
    {
        public static readonly Ask Instance = new();
    }

    private sealed class GiveUp
    {
        public static readonly GiveUp Instance = new();
    }
}
