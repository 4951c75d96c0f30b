namespace Falco.Actors.Alerts;

/// <summary>The alerts of one tree that are in safe hands, as far as they may be raised again.</summary>
internal sealed class AcceptedAlerts
{
    private readonly HashSet<AlertId> _ids = [];
    private ulong _floor;

    /// <summary>How many there are.</summary>
    public int Count => _ids.Count;

    /// <summary>When the tree raised something last, in raises.</summary>
    public long LastRaise { get; set; }

    public bool Contains(AlertId id) => _ids.Contains(id);

    public void Add(AlertId id) => _ids.Add(id);

    /// <summary>The tree will never again evaluate events up to a number.</summary>
    public void ForgetUpTo(ulong floor)
    {
        if (floor > _floor)
        {
            _floor = floor;
            _ids.RemoveWhere(id => id.Event <= floor);
        }
    }
}
