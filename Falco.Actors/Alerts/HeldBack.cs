using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Actors.Alerts;

/// <summary>What was held back of a rule since it was last told of: how much, from how many containers.</summary>
internal sealed class HeldBack(string rule, string node)
{
    /// <summary>What stands for a rule's name in the alert that tells of it.</summary>
    public const string RuleName = "Falco internal: alerts held back";

    private const int MaxContainers = 1000;

    private readonly HashSet<string> _containers = [];
    private readonly long _epoch = DateTime.UtcNow.Ticks;
    private ulong _told;
    private long _count;
    private Priority _priority = Priority.Debug;
    private ulong _first;
    private ulong _last;

    public bool IsEmpty => _count == 0;

    public void Add(Alert alert, string container)
    {
        _first = _count == 0 ? alert.Timestamp : Math.Min(_first, alert.Timestamp);
        _last = Math.Max(_last, alert.Timestamp);
        _count++;
        _priority = alert.Priority < _priority ? alert.Priority : _priority;
        if (_containers.Count < MaxContainers)
        {
            _containers.Add(container);
        }
    }

    /// <summary>Tells of it, and begins to count anew.</summary>
    public RaisedAlert Tell(DateTime now)
    {
        var alerts = _count == 1 ? "1 alert" : string.Create(CultureInfo.InvariantCulture, $"{_count} alerts");
        var containers = _containers.Count switch
        {
            1 => "1 container or host",
            < MaxContainers and var count => string.Create(CultureInfo.InvariantCulture, $"{count} containers or hosts"),
            _ => $"{MaxContainers} or more containers or hosts",
        };
        var message = $"{RuleName}: {alerts} of rule '{rule}' from {containers} went to the store only";
        var alert = new Alert
        {
            EventNumber = ++_told,
            Timestamp = (ulong)(now - DateTime.UnixEpoch).Ticks * 100,
            Rule = RuleName,
            RuleIndex = int.MaxValue,
            Priority = _priority,
            Source = "internal",
            Tags = [],
            Message = Encoding.UTF8.GetBytes(message),
            FieldsJson = Fields(),
        };
        // Rules share the name that stands for theirs, so theirs is part of what makes the id one of its own.
        var told = new RaisedAlert(new AlertId($"{node}/{rule}", _epoch, alert.EventNumber, RuleName), alert);
        _count = 0;
        _last = 0;
        _priority = Priority.Debug;
        _containers.Clear();
        return told;
    }

    /// <summary>Members of an object, sorted by name, as those of alerts are.</summary>
    private ReadOnlyMemory<byte> Fields()
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("containers", _containers.Count);
            json.WriteNumber("first_time", _first);
            json.WriteNumber("held_back", _count);
            json.WriteNumber("last_time", _last);
            json.WriteString("rule_name", rule);
            json.WriteEndObject();
        }

        return text.WrittenMemory[1..^1];
    }
}
