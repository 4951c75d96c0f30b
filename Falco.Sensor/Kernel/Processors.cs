using System.Globalization;

namespace Falco.Sensor.Kernel;

/// <summary>The machine's processors.</summary>
internal static class Processors
{
    private const string Folder = "/sys/devices/system/cpu";

    /// <summary>How many there may be, those that are off included: every one that comes needs its memory.</summary>
    public static int Possible => Parse(File.ReadAllText($"{Folder}/possible")).Max() + 1;

    /// <summary>The numbers of those that are on.</summary>
    public static IReadOnlyList<int> Online => Parse(File.ReadAllText($"{Folder}/online"));

    /// <summary>Reads a list as the kernel writes it: <c>0-3,8</c>.</summary>
    public static IReadOnlyList<int> Parse(string list)
    {
        var numbers = new List<int>();
        foreach (var part in list.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            for (int number = Number(ends[0]), last = Number(ends[^1]); number <= last; number++)
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    /// <summary>
    /// Which ring each processor writes into: one for so many that are on, in the order of their numbers, or one for all where that is 0.
    /// Those that are off take part in the others' rings once they come on.
    /// </summary>
    public static int[] RingsOf(int possible, IReadOnlyList<int> online, int perRing)
    {
        perRing = perRing == 0 ? online.Count : Math.Min(perRing, online.Count);
        var count = (online.Count + perRing - 1) / perRing;
        var rings = new int[possible];
        for (var cpu = 0; cpu < possible; cpu++)
        {
            rings[cpu] = cpu % count;
        }

        for (var i = 0; i < online.Count; i++)
        {
            rings[online[i]] = i / perRing;
        }

        return rings;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
