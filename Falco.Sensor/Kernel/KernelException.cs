namespace Falco.Sensor.Kernel;

/// <summary>The kernel cannot be watched; the message says why, in one line.</summary>
internal sealed class KernelException(string message) : Exception(message);
