using System.Runtime.InteropServices;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Running;

/// <summary>What signals ask for: SIGINT and SIGTERM end the run, SIGUSR1 opens the outputs anew, SIGHUP starts anew.</summary>
internal sealed class Signals : IDisposable
{
    private const PosixSignal User1 = (PosixSignal)10;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public Signals(Action reopen)
        => _registrations =
        [
            On(PosixSignal.SIGINT, () => _terminated.TrySetResult()),
            On(PosixSignal.SIGTERM, () => _terminated.TrySetResult()),
            On(User1, () =>
            {
                Log.Info("SIGUSR1 received, reopening outputs...");
                reopen();
            }),
        ];

    /// <summary>Ends when the run is to end.</summary>
    public Task Terminated => _terminated.Task;

    /// <summary>Does something at each SIGHUP.</summary>
    public static IDisposable OnHangup(Action act) => On(PosixSignal.SIGHUP, act);

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    /// <summary>Does something at each such signal, in place of what the system would do.</summary>
    public static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    });
}
