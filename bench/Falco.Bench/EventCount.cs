using Falco.Engine.Capture;

namespace Falco.Bench;

/// <summary>Counts events without looking at them.</summary>
internal static class EventCount
{
    /// <summary>How many event blocks a capture has, whatever becomes of their events.</summary>
    public static long InFile(string path)
    {
        using var blocks = new BlockReader(File.OpenRead(path), path);
        var count = 0L;
        while (blocks.MoveNext())
        {
            count += CaptureReader.IsEvent(blocks.Type) ? 1 : 0;
        }

        return count;
    }
}
