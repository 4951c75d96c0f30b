using Falco.Sensor.Logging;

namespace Falco.Sensor.Outputs.Seq;

/// <summary>What goes wrong between the buffer and the server, said now and then: it is tried again every few seconds, and says so each time.</summary>
internal static class SeqTrouble
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static long _told = -(long)Pause.TotalMilliseconds;

    public static void Tell(string said)
    {
        var now = Environment.TickCount64;
        var told = Interlocked.Read(ref _told);
        if (now - told >= (long)Pause.TotalMilliseconds && Interlocked.CompareExchange(ref _told, now, told) == told)
        {
            Log.Warning($"Alerts do not reach Seq; they wait in the files of seq_output.buffer_path. {said}");
        }
    }
}
