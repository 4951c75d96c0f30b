namespace Falco.Actors.Alerts.Outputs;

/// <summary>An output that the configuration turns on.</summary>
/// <param name="Name">What it is called in the store and in counters; without commas.</param>
/// <param name="Open">
/// Opens it, at first and again after an error, which is an <see cref="IOException"/>. A sink that is <see cref="IDisposable"/> is disposed
/// before it is opened again.
/// </param>
public sealed record AlertOutput(string Name, Func<IAlertSink> Open);
