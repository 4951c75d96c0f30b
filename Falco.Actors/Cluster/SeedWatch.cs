using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;

namespace Falco.Actors.Cluster;

/// <summary>
/// Calls seeds that are not in the cluster, or were before they were started again. The leader does it. Whether somebody listens at all is tried
/// without Akka, which would log every time that nobody does.
/// </summary>
internal sealed class SeedWatch : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<Address> _seeds;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    public SeedWatch(IReadOnlyList<Address> seeds) => _seeds = seeds;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="seeds">The nodes to join by.</param>
    public static Props Props(IReadOnlyList<Address> seeds) => Akka.Actor.Props.Create<SeedWatch>(seeds);

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Look), Look.Instance, LookEvery);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Look when _cluster.SelfAddress.Equals(_cluster.State.Leader):
                foreach (var seed in _seeds.Where(IsMissing))
                {
                    Try(seed).PipeTo(Self, failure: _ => NobodyListens.Instance);
                }

                break;
            case Listens { Seed: var seed } when IsMissing(seed):
                Context.ActorSelection($"{seed}/{Founding.Path}").Tell(new SeedCall());
                break;
            case Look or Listens or NobodyListens:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static async Task<Listens> Try(Address seed)
    {
        using var client = new TcpClient();
        using var deadline = new CancellationTokenSource(LookEvery);
        await client.ConnectAsync(seed.Host!, seed.Port!.Value, deadline.Token).ConfigureAwait(false);
        return new Listens(seed);
    }

    private bool IsMissing(Address seed)
    {
        var state = _cluster.State;
        return !seed.Equals(_cluster.SelfAddress)
            && (state.Members.All(member => !member.Address.Equals(seed) || member.Status is MemberStatus.Down or MemberStatus.Removed)
                || state.Unreachable.Any(member => member.Address.Equals(seed)));
    }

    private sealed record Listens(Address Seed);

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }

    private sealed class NobodyListens
    {
        public static readonly NobodyListens Instance = new();
    }
}
