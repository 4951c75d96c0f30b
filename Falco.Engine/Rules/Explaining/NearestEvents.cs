using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Explaining;

/// <summary>An event that a rule matches, or nearly does.</summary>
/// <param name="Headline">When it happened and what it was, in a line.</param>
/// <param name="Explanation">What came of the rule's condition.</param>
/// <param name="MoreLikeIt">How many later events met and missed the same parts.</param>
public sealed record NearEvent(string Headline, Explanation Explanation, long MoreLikeIt);

/// <summary>The events of a capture that come nearest to a rule. Of events that miss it in the same way the first is kept, and counted.</summary>
public sealed class NearestEvents
{
    /// <summary>Ways to miss a rule that are told apart before the least near are forgotten.</summary>
    private const int MaxWays = 256;

    private static readonly OutputTemplate Headline =
        OutputTemplate.Parse("event %evt.num at %evt.time: %evt.type by %proc.name (pid %proc.pid, parent %proc.pname, container %container.id)");

    private readonly List<NearEvent> _ways = [];
    private readonly ScratchText _text = new();

    private NearestEvents()
    {
    }

    /// <summary>How many events the capture has.</summary>
    public ulong EventCount { get; private set; }

    /// <summary>How many of them are of the types that the rule looks at.</summary>
    public long Considered { get; private set; }

    /// <summary>How many match.</summary>
    public long Matched { get; private set; }

    /// <summary>Looks through a capture.</summary>
    /// <exception cref="Falco.Engine.Capture.CaptureException">It cannot be read.</exception>
    public static NearestEvents Find(string capture, RuleExplainer explainer)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        var nearest = new NearestEvents();
        nearest.EventCount = SingleTree.Replay(capture, explainer.EventTypes, context => nearest.Add(context, explainer.Explain(context)));
        return nearest;
    }

    /// <summary>So many of them, the nearest first; of events that are as near, the earlier ones first.</summary>
    public IReadOnlyList<NearEvent> Take(int count) => [.. _ways.OrderByDescending(way => way.Explanation.Nearness).Take(count)];

    private void Add(EventContext context, Explanation explanation)
    {
        Considered++;
        Matched += explanation.Holds ? 1 : 0;
        var known = _ways.FindIndex(way => way.Explanation.Nearness == explanation.Nearness && way.Explanation.IsLike(explanation));
        if (known >= 0)
        {
            _ways[known] = _ways[known] with { MoreLikeIt = _ways[known].MoreLikeIt + 1 };
            return;
        }

        if (_ways.Count >= MaxWays)
        {
            var farthest = _ways.MinBy(way => way.Explanation.Nearness)!;
            if (farthest.Explanation.Nearness >= explanation.Nearness)
            {
                return;
            }

            _ways.Remove(farthest);
        }

        _text.Clear();
        Headline.Append(_text, context);
        _ways.Add(new NearEvent(Encoding.UTF8.GetString(_text.Pending), explanation, 0));
    }
}
