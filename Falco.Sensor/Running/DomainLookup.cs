using System.Net;
using System.Net.Sockets;
using Falco.Engine.Fields;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Running;

/// <summary>
/// Looks up the domain names that rules ask for, so that no event waits for a name server: after ten seconds for the first time again,
/// then ever more seldom, at last every five minutes. What was found counts until something else is found.
/// </summary>
internal static class DomainLookup
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(320);

    /// <summary>Goes on until it is stopped.</summary>
    public static async Task Run(CancellationToken stop)
    {
        try
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                await Task.WhenAll(DomainName.All.Select(name => LookUp(name, stop))).ConfigureAwait(false);
                await Task.Delay(pause, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    private static async Task LookUp(DomainName name, CancellationToken stop)
    {
        try
        {
            name.Set(await Dns.GetHostAddressesAsync(name.Name, stop).ConfigureAwait(false));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            Log.Debug($"'{name.Name}', which rules ask for, has no address: {e.Message}");
        }
    }
}
