using Falco.Actors.Alerts;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Tests.Alerts;

/// <summary>Writes down what a follower sees: events with the rules that made alerts of them.</summary>
internal sealed class Follower : IEventFollower
{
    private readonly List<string> _seen = [];

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public void See(CaptureMetadata metadata) => Add("metadata");

    public void See(EventView e, IReadOnlyList<string> rules) => Add($"{e.Number}:{string.Join(',', rules)}");

    public void End() => Add("end");

    private void Add(string what)
    {
        lock (_seen)
        {
            _seen.Add(what);
        }
    }
}
