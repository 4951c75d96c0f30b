using System.Text.Json;
using Akka.Actor;
using Akka.Cluster;
using Falco.Actors.Cluster.Inspection.Reports;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>
/// Asks all nodes of the cluster, or this one where it is alone. One that does not answer by the deadline is told of as such.
/// </summary>
internal sealed class ClusterInspection
{
    private readonly ActorSystem _system;
    private readonly TimeSpan _deadline;
    private readonly InspectedParts _parts;
    private readonly Akka.Cluster.Cluster? _cluster;

    public ClusterInspection(ActorSystem system, TimeSpan deadline)
    {
        _system = system;
        _deadline = deadline;
        _parts = InspectedParts.Of(system);
        _cluster = ((ExtendedActorSystem)system).Provider is IClusterActorRefProvider ? Akka.Cluster.Cluster.Get(system) : null;
    }

    /// <summary>Whether there is a cluster.</summary>
    public bool HasCluster => _cluster is not null;

    private ClusterEvent.CurrentClusterState State => _cluster!.State;

    private IEnumerable<Member> Members => State.Members.Where(member => member.Status is not (MemberStatus.Removed or MemberStatus.Down));

    /// <summary>Asks the nodes that have one of the roles.</summary>
    public async Task<InspectionReport> Ask(string topic, string subject, int limit, params string[] roles)
    {
        if (_cluster is null)
        {
            return new InspectionReport([await Ask(_parts.Address, topic, subject, limit).ConfigureAwait(false)]);
        }

        var unreachable = State.Unreachable;
        var answers = await Task.WhenAll(Members
            .Where(member => roles.Length == 0 || roles.Any(member.HasRole))
            .Select(member => unreachable.Contains(member)
                ? Task.FromResult(new NodeReport { Address = member.Address.ToString(), Error = "cannot be reached" })
                : Ask(member.Address, topic, subject, limit))).ConfigureAwait(false);
        return new InspectionReport([.. answers.OrderBy(node => node.Name, StringComparer.Ordinal).ThenBy(node => node.Address, StringComparer.Ordinal)]);
    }

    /// <summary>The members, oldest first.</summary>
    public async Task<MembersReport> AskMembers()
    {
        var state = State;
        var answers = (await Ask(InspectionTopics.Node, "", 0).ConfigureAwait(false)).Nodes.ToDictionary(node => node.Address);
        var members = state.Members.OrderBy(member => member, Comparer<Member>.Create((a, b) => a.Equals(b) ? 0 : a.IsOlderThan(b) ? -1 : 1)).ToList();
        return new MembersReport(_parts.Address.ToString(), [.. members.Select(member =>
        {
            var address = member.Address.ToString();
            var answer = answers.GetValueOrDefault(address);
            return new MemberReport
            {
                Address = address,
                Name = answer?.Name ?? "",
                Roles = [.. member.Roles.Where(role => RoleNames.Parse(role) is not null).Order(StringComparer.Ordinal)],
                Status = member.Status.ToString(),
                IsReachable = !state.Unreachable.Contains(member),
                IsLeader = member.Address.Equals(state.Leader),
                OldestOf = [.. member.Roles.Where(role => RoleNames.Parse(role) is not null && IsOldest(member, role, members)).Order(StringComparer.Ordinal)],
                Version = answer?.Version ?? "",
                WireVersion = member.AppVersion.Version,
                Error = answer?.Error,
            };
        })]);
    }

    /// <summary>Lets a node leave. Returns what to tell people, and whether it was done.</summary>
    /// <param name="node">Its name or address; empty for this one.</param>
    public async Task<MessageReport> Leave(string node)
    {
        if (await Find(node).ConfigureAwait(false) is not { } address)
        {
            return NotThere(node);
        }

        try
        {
            await Inspector(address).Ask<LeaveBegun>(new LeaveOrder(), _deadline).ConfigureAwait(false);
            return new MessageReport { Done = $"{address} leaves: what lives there moves to other nodes, and then its program ends" };
        }
        catch (AskTimeoutException)
        {
            return new MessageReport { Error = $"{address} does not answer in time. If it is gone for good, down puts it out" };
        }
    }

    /// <summary>Puts a node out that is gone for good. Returns what to tell people, and whether it was done.</summary>
    public async Task<MessageReport> Down(string node)
    {
        if (await Find(node).ConfigureAwait(false) is not { } address)
        {
            return NotThere(node);
        }

        _cluster!.Down(address);
        return new MessageReport { Done = $"{address} is put out: others take over what lived there" };
    }

    private static bool IsOldest(Member member, string role, List<Member> oldestFirst)
        => oldestFirst.Find(other => other.HasRole(role) && other.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp)) == member;

    private static bool Means(string node, Address address) => node == address.ToString() || node == $"{address.Host}:{address.Port}";

    private async Task<NodeReport> Ask(Address node, string topic, string subject, int limit)
    {
        var question = new InspectionQuestion(Random.Shared.NextInt64(), topic, subject, limit, (int)_deadline.TotalMilliseconds);
        var parts = await Gathering.Ask<InspectionPart>(_system, Inspector(node), question, IsWhole, _deadline).ConfigureAwait(false);
        try
        {
            return IsWhole(parts) && Read(parts) is { } report
                ? report with { Address = node.ToString() }
                : new NodeReport { Address = node.ToString(), Error = $"does not answer within {_deadline.TotalSeconds:0.#} s" };
        }
        catch (JsonException e)
        {
            return new NodeReport { Address = node.ToString(), Error = $"answers what cannot be read: {e.Message}" };
        }
    }

    private static bool IsWhole(IReadOnlyList<InspectionPart> parts) => parts.Count > 0 && parts.Count >= Math.Min(parts[0].Count, InspectionPart.MaxCount);

    private static NodeReport? Read(IReadOnlyList<InspectionPart> parts)
        => JsonSerializer.Deserialize(parts.OrderBy(part => part.Index).SelectMany(part => part.Bytes).ToArray(), InspectionJson.Default.NodeReport);

    private ActorSelection Inspector(Address node) => _system.ActorSelection(new RootActorPath(node) / "user" / InspectorActor.Name);

    /// <summary>The member that has the address or name; null where there is none, or more than one.</summary>
    private async Task<Address?> Find(string node)
    {
        if (node.Length == 0)
        {
            return _parts.Address;
        }

        if (State.Members.FirstOrDefault(member => Means(node, member.Address)) is { } named)
        {
            return named.Address;
        }

        var answers = await Ask(InspectionTopics.Node, "", 0).ConfigureAwait(false);
        return answers.Nodes.Where(answer => answer.Name == node).ToList() is [var only] ? Address.Parse(only.Address) : null;
    }

    private MessageReport NotThere(string node)
        => new() { Error = $"There is no member {node}, or several have the name; the members are {string.Join(", ", State.Members.Select(m => m.Address))}" };
}
