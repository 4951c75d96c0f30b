namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>Where something is done.</summary>
internal enum Place
{
    /// <summary>On the machine itself.</summary>
    Host,

    /// <summary>In a running container, by a command that is executed in it.</summary>
    Container,

    /// <summary>The same, with a terminal.</summary>
    ContainerTerminal,

    /// <summary>On the machine, by a process that was there before the sensor and has run for some time.</summary>
    Server,
}
