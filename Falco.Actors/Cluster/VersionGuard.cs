using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace Falco.Actors.Cluster;

/// <summary>
/// Sees to it that nodes whose releases are too far apart do not work together: the one that came last leaves, and says why.
/// </summary>
internal sealed class VersionGuard : UntypedActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public static Props Props() => Akka.Actor.Props.Create<VersionGuard>();

    protected override void PreStart()
        => _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberJoined), typeof(ClusterEvent.MemberUp));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        if (message is not ClusterEvent.IMemberEvent { Member: var member })
        {
            Unhandled(message);
            return;
        }

        if (member.UniqueAddress.Equals(_cluster.SelfUniqueAddress) || NodeVersion.Refusal(_cluster.Settings.AppVersion, member.AppVersion) is not { } why)
        {
            return;
        }

        if (_cluster.SelfMember.Status is MemberStatus.Joining or MemberStatus.WeaklyUp || !_cluster.SelfMember.IsOlderThan(member))
        {
            _log.Error("Leaving the cluster, as node {0} cannot work with this one: {1}.", member.Address, why);
            _cluster.Leave(_cluster.SelfAddress);
        }
        else
        {
            _log.Error("Node {0} cannot work with this one, and is asked to leave: {1}.", member.Address, why);
            _cluster.Leave(member.Address);
        }
    }
}
