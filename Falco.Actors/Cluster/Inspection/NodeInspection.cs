using System.Text;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Actors.Ingest;
using Falco.Actors.Trees;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>Finds out how this node is, by small questions to its parts. A part that does not answer in time is not waited for.</summary>
internal sealed class NodeInspection(ActorSystem system)
{
    /// <summary>Trees that are shown at most, and processes of a tree.</summary>
    public const int MaxTrees = 2000;

    private const int MaxProcesses = 2000;
    private const int MaxAlerts = 1000;
    private const int MaxMessage = 1024;

    private static readonly string Version = typeof(NodeInspection).Assembly.GetName().Version?.ToString(3) ?? "";

    private readonly InspectedParts _parts = InspectedParts.Of(system);

    /// <summary>Answers a question; a part that cannot is told of in the report.</summary>
    public async Task<NodeReport> Answer(InspectionQuestion question)
    {
        var report = new NodeReport { Address = _parts.Address.ToString(), Name = _parts.Name, Version = Version };
        // What is asked one after the other has to be answered before whoever asks gives up on this node.
        var deadline = TimeSpan.FromMilliseconds(Math.Clamp(question.Deadline, 100, 60_000) * 0.4);
        try
        {
            return question.Topic switch
            {
                InspectionTopics.Shards => report with { Shards = await Shards(deadline).ConfigureAwait(false) },
                InspectionTopics.Trees => await Trees(report, question, deadline).ConfigureAwait(false),
                InspectionTopics.Tree => report with { ProcessTrees = await Ask(question.Subject, MaxProcesses, deadline).ConfigureAwait(false) },
                InspectionTopics.Sensors => report with { Sensor = await Sensor(deadline).ConfigureAwait(false) },
                InspectionTopics.Alerts => report with { Alerts = await Alerts(question, deadline).ConfigureAwait(false) },
                _ => report,
            };
        }
        catch (AskTimeoutException)
        {
            return report with { Error = "is there, but the part that was asked for does not answer in time" };
        }
    }

    private static Task<CurrentShardRegionState> StateOf(IActorRef region, TimeSpan deadline)
        => region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, deadline);

    private async Task<IReadOnlyList<ShardReport>> Shards(TimeSpan deadline)
    {
        var shards = new List<ShardReport>();
        foreach (var (name, region) in new[] { (TreeShards.TypeName, _parts.Trees?.Region), (RuleShards.TypeName, _parts.AlertRegion) })
        {
            if (region is not null)
            {
                var state = await StateOf(region, deadline).ConfigureAwait(false);
                shards.AddRange(state.Shards.Select(shard => new ShardReport(name, shard.ShardId, shard.EntityIds.Count)));
            }
        }

        return [.. shards.OrderBy(shard => shard.Region, StringComparer.Ordinal).ThenBy(shard => shard.Shard, StringComparer.Ordinal)];
    }

    private async Task<NodeReport> Trees(NodeReport report, InspectionQuestion question, TimeSpan deadline)
    {
        var most = Math.Clamp(question.Limit, 1, MaxTrees);
        var trees = await Ask("", 0, deadline).ConfigureAwait(false);
        return report with
        {
            Trees = [.. trees.Select(tree => tree.Tree).OrderByDescending(tree => tree.Events).ThenBy(tree => tree.Id, StringComparer.Ordinal).Take(most)],
            TreesLeftOut = Math.Max(0, trees.Count - most),
        };
    }

    private async Task<IReadOnlyList<ProcessTreeReport>> Ask(string subject, int processes, TimeSpan deadline)
    {
        if (_parts.Trees is not { } place)
        {
            return [];
        }

        var question = new TreeQuestion(subject, processes);
        var state = await StateOf(place.Region, deadline).ConfigureAwait(false);
        var ids = state.Shards.SelectMany(shard => shard.EntityIds).Where(question.IsFor).ToHashSet();
        if (ids.Count == 0)
        {
            return [];
        }

        // Past the shards: to be looked at is no reason for a tree to stay.
        var answers = await Gathering
            .Ask<ProcessTreeReport>(system, system.ActorSelection(place.Paths), question, answers => answers.Count >= ids.Count, deadline).ConfigureAwait(false);
        ids.ExceptWith(answers.Select(answer => answer.Tree.Id));
        return
        [
            .. answers,
            .. ids.Select(id => new ProcessTreeReport(new TreeReport { Id = id, Error = "does not answer in time: it has much to do, or is about to go" }, [], 0)),
        ];
    }

    private async Task<SensorReport?> Sensor(TimeSpan deadline)
        => _parts.Router is { } router ? await router.Ask<SensorReport>(new SensorQuestion(), deadline).ConfigureAwait(false) : null;

    private async Task<AlertsReport> Alerts(InspectionQuestion question, TimeSpan deadline)
    {
        var most = Math.Clamp(question.Limit, 1, MaxAlerts);
        var rule = question.Subject.Length > 0 ? question.Subject : null;
        var report = new AlertsReport { Outputs = await Outputs(deadline).ConfigureAwait(false) };
        if (_parts.Store is { } store)
        {
            return await Stored(report, store, new AlertQuery { Rule = rule, Limit = most }, deadline).ConfigureAwait(false);
        }

        return _parts.Tail?.Show() is var (last, counts)
            ? report with
            {
                Rules = counts,
                Recent = [.. last.Where(raised => rule is null || raised.Id.Rule == rule).Take(most).Select(raised => Of(raised, null))],
            }
            : report;
    }

    private async Task<IReadOnlyList<OutputReport>> Outputs(TimeSpan deadline)
    {
        if (_parts.Outputs is not { } outputs)
        {
            return [];
        }

        var counts = await outputs.Ask<IReadOnlyList<OutputCounts>>(new CountOutputs(), deadline).ConfigureAwait(false);
        return [.. counts.Select(c => new OutputReport(c.Output, c.Accepted, c.Written, c.Failed, c.Refused, c.Waiting, c.Error))];
    }

    private static async Task<AlertsReport> Stored(AlertsReport report, IAlertStore store, AlertQuery query, TimeSpan deadline)
    {
        try
        {
            var counts = await store.Count().WaitAsync(deadline).ConfigureAwait(false);
            var alerts = await store.Query(query).WaitAsync(deadline).ConfigureAwait(false);
            return report with
            {
                Store = new StoreReport { Open = counts.Open, Done = counts.Done, HeldBack = counts.HeldBack },
                Recent = [.. alerts.Select(alert => Of(alert.Raised, alert.State))],
            };
        }
        catch (Exception e) when (e is AlertStoreException or TimeoutException)
        {
            return report with { Store = new StoreReport { Error = e is TimeoutException ? "does not answer in time" : e.Message } };
        }
    }

    private static AlertReport Of(RaisedAlert raised, AlertState? state) => new()
    {
        Time = DateTime.UnixEpoch.AddTicks((long)(raised.Alert.Timestamp / 100)),
        Sensor = raised.Id.Sensor,
        Epoch = raised.Id.Epoch,
        Event = raised.Id.Event,
        Rule = raised.Id.Rule,
        Priority = raised.Alert.Priority.ToString(),
        Message = Encoding.UTF8.GetString(raised.Alert.Message.Span[..Math.Min(raised.Alert.Message.Length, MaxMessage)]),
        State = state switch { null => null, AlertState.Open => "open", AlertState.Done => "done", _ => "held_back" },
    };
}
