using System.Globalization;
using System.Text;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Sensor.Outputs;

/// <summary>How many alerts there were, by priority and by rule: what a run ends with.</summary>
internal sealed class AlertCounts
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Priority, long> _byPriority = [];
    private readonly SortedDictionary<int, (string Rule, long Count)> _byRule = [];
    private long _total;

    public void Add(Alert alert)
    {
        lock (_lock)
        {
            _total++;
            _byPriority[alert.Priority] = _byPriority.GetValueOrDefault(alert.Priority) + 1;
            _byRule[alert.RuleIndex] = (alert.Rule, _byRule.GetValueOrDefault(alert.RuleIndex).Count + 1);
        }
    }

    /// <summary>How many there were of each rule that has raised any, by the rule's place in load order.</summary>
    public IReadOnlyList<(int Rule, long Count)> ByRule()
    {
        lock (_lock)
        {
            return [.. _byRule.Select(rule => (rule.Key, rule.Value.Count))];
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"Events detected: {_total}\nRule counts by severity:\n");
            foreach (var (priority, count) in _byPriority)
            {
                var name = priority == Priority.Informational ? "INFO" : priority.ToString().ToUpperInvariant();
                text.Append(CultureInfo.InvariantCulture, $"   {name}: {count}\n");
            }

            text.Append("Triggered rules by rule name:\n");
            foreach (var (rule, count) in _byRule.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"   {rule}: {count}\n");
            }

            return text.ToString();
        }
    }
}
