namespace Falco.Actors.Alerts;

/// <summary>
/// What makes an alert one and the same however often its event is evaluated: the sensor, its run, the event's number and the rule.
/// </summary>
public readonly record struct AlertId(string Sensor, long Epoch, ulong Event, string Rule)
{
    /// <summary>The name of the machine that the sensor watches.</summary>
    public string Machine => Uri.UnescapeDataString(Sensor);
}
