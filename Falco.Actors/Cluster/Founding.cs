using Akka.Actor;
using Akka.Event;

namespace Falco.Actors.Cluster;

/// <summary>
/// Lets a node found a cluster that has no others to join by, or is the first of them; but not before it has waited a while for a cluster that is
/// there already, which calls it (<see cref="SeedWatch"/>): a Lighthouse that was started again knows of nobody.
/// </summary>
internal sealed class Founding : UntypedActor, IWithTimers
{
    /// <summary>Where it is found on every node that may found a cluster.</summary>
    public const string Path = "user/founding";

    private readonly IReadOnlyList<Address> _seeds;
    private readonly TimeSpan _after;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _isDecided;
    private bool _hasWarned;

    public Founding(IReadOnlyList<Address> seeds, TimeSpan after)
    {
        _seeds = seeds;
        _after = after;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="seeds">The nodes to join by, this one first.</param>
    /// <param name="after">How long it waits.</param>
    public static Props Props(IReadOnlyList<Address> seeds, TimeSpan after) => Akka.Actor.Props.Create(() => new Founding(seeds, after));

    protected override void PreStart() => Timers.StartSingleTimer(nameof(Found), Found.Instance, _after);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SeedCall when !_isDecided:
                Decide();
                _log.Info("Joining the cluster of {0}, which has called", Sender.Path.Address);
                _cluster.JoinSeedNodes([Sender.Path.Address]);
                break;
            case Found when !_isDecided:
                Decide();
                _cluster.JoinSeedNodes(_seeds);
                break;
            case SeedCall when !_hasWarned && !_cluster.State.Members.IsEmpty && _cluster.State.Members.All(member => !member.Address.Equals(Sender.Path.Address)):
                _hasWarned = true;
                _log.Error(
                    "There are two clusters: this node has founded one, and {0} is in another that has this node among its seeds. Stop the nodes of the smaller one, and start them again",
                    Sender.Path.Address);
                break;
            case SeedCall or Found:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Decide()
    {
        _isDecided = true;
        Timers.CancelAll();
    }

    private sealed class Found
    {
        public static readonly Found Instance = new();
    }
}
