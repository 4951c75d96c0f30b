namespace Falco.Sensor.Configuration;

/// <summary>The configuration cannot be used: what is wrong, where, and what would be right.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
