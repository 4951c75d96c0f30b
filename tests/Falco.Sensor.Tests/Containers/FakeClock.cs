namespace Falco.Sensor.Tests.Containers;

/// <summary>A clock that goes when a test says so.</summary>
internal sealed class FakeClock : TimeProvider
{
    public TimeSpan Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
