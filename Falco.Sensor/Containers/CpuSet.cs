namespace Falco.Sensor.Containers;

/// <summary>A list of processors: <c>1-4,7</c>.</summary>
internal static class CpuSet
{
    /// <summary>How many processors a list has; 0 where it is none.</summary>
    public static long Count(string set)
    {
        var count = 0L;
        foreach (var part in set.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (part.Split('-'))
            {
                case [_]:
                    count++;
                    break;
                case [var first, var last] when int.TryParse(first, out var from) && int.TryParse(last, out var to):
                    count += to - from + 1L;
                    break;
                default:
                    return 0;
            }
        }

        return count;
    }
}
