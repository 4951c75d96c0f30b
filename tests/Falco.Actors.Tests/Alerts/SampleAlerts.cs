using System.Text;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Actors.Tests.Alerts;

/// <summary>Alerts to raise: sensor <c>s</c>, run 1, rule <c>r</c>, container <c>c</c>.</summary>
internal static class SampleAlerts
{
    public const string Rule = "r";
    public const string Tree = "s|c";

    public static RaisedAlert Alert(ulong number, string rule = Rule, string sensor = "s") => new(
        new AlertId(sensor, 1, number, rule),
        new Alert
        {
            EventNumber = number,
            Timestamp = 1_700_000_000_000_000_000 + number,
            Rule = rule,
            RuleIndex = 3,
            Priority = Priority.Warning,
            Source = "syscall",
            Tags = ["T1", "t\"2"],
            Message = Encoding.UTF8.GetBytes($"event {number} of \0 \u00e4"),
            FieldsJson = Encoding.UTF8.GetBytes($"\"evt.num\":{number},\"proc.name\":null"),
            Template = "event %evt.num of %proc.name",
        });

    public static Raise Raise(long sequence, params ulong[] numbers)
        => new(Rule, Tree, sequence, Part: 0, Floor: 0, [.. numbers.Select(number => Alert(number))]);

    public static ulong[] Numbers(IEnumerable<RaisedAlert> alerts) => [.. alerts.Select(alert => alert.Id.Event)];
}
