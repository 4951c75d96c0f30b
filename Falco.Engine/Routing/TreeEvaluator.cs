using System.Runtime.CompilerServices;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Routing;

/// <summary>Works off one tree's stream: brings the tree's state up to it, and its events before the rules.</summary>
/// <param name="rules">The rules.</param>
/// <param name="templates">Makes alerts of matches.</param>
/// <param name="name">The tree's name, which no other tree has.</param>
/// <param name="engines">Which engines name containers; null for all.</param>
internal sealed class TreeEvaluator(RuleSet rules, AlertTemplates templates, string name, ContainerEngines? engines = null)
{
    private readonly ProcessTree _tree = new(tracksDescriptors: true, engines: engines);
    private readonly List<Rule> _matches = [];
    private readonly List<RuleStep> _steps = [];
    private readonly MatchReader _reader = new(name);

    /// <summary>The tree's state as of the last record.</summary>
    public ProcessTree Tree => _tree;

    /// <summary>
    /// Works off events; what matches a rule is added to the alerts, also what matches a condition of a stateful rule and is no alert yet.
    /// </summary>
    // A loop over many events, entered too seldom for the runtime to see how much goes through it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Events events, List<Alert> alerts)
    {
        if (events.FirstTimestamp != 0)
        {
            _tree.FirstTimestamp = events.FirstTimestamp;
        }

        foreach (var e in events.Batch)
        {
            var context = _tree.Apply(e);
            rules.Evaluate(context, _matches, _steps);
            if (_matches.Count > 0)
            {
                foreach (var rule in _matches)
                {
                    alerts.Add(templates.Render(rule, context));
                }

                _matches.Clear();
            }

            if (_steps.Count > 0)
            {
                AddSteps(context, alerts);
            }

            _tree.Complete();
        }
    }

    /// <summary>Takes over what a record says that needs no other tree.</summary>
    public void Apply(TreeRecord record)
    {
        switch (record)
        {
            case Seed seed:
                TreeCheckpoint.Restore(_tree, seed.Checkpoint);
                break;
            case Foreign foreign:
                ThreadParcel.Put(_tree, foreign.Parcel, ParcelUse.Foreign);
                break;
            case AncestorChanged changed:
                ThreadParcel.Put(_tree, changed.Parcel, ParcelUse.Foreign);
                break;
            case AncestorExited exited:
                Crossings.Exited(_tree, exited.Tid, exited.Reaper, exited.ExitedAt, exited.IsGone);
                break;
            case ReaperFound reaper:
                Crossings.TakesOrphans(_tree, reaper.Tid);
                break;
            case HostState host:
                HostParcel.Put(_tree, host.Parcel);
                break;
            case HostEvent { Announced: { } container }:
                _tree.Containers.Set(container);
                break;
            case HostEvent news:
                _tree.Apply(new EventView(news.Frame, 0));
                _tree.Complete();
                break;
            default:
                throw new ArgumentException($"{record.GetType().Name} is no record that a tree can take over alone.", nameof(record));
        }
    }

    private void AddSteps(EventContext context, List<Alert> alerts)
    {
        foreach (var (rule, match) in _reader.Read(_steps, context))
        {
            alerts.Add(templates.Render(rule, match, context));
        }

        _steps.Clear();
    }

    /// <summary>The tree's state as of the last record, for a <see cref="Seed"/>.</summary>
    public byte[] TakeCheckpoint() => TreeCheckpoint.Write(_tree);

    /// <summary>The state that goes to another tree with a crossing.</summary>
    public byte[] Depart(TreeRecord crossing) => crossing switch
    {
        Copy copy => Crossings.Copy(_tree, copy.Tid),
        Leave leave => Crossings.Leave(_tree, leave.Tid),
        _ => throw new ArgumentException($"{crossing.GetType().Name} is no departure.", nameof(crossing)),
    };

    /// <summary>Takes over the state that came with a crossing.</summary>
    public void Arrive(Arrive crossing, ReadOnlyMemory<byte> parcel) => Crossings.Arrive(_tree, parcel, crossing.AsOwn);
}
