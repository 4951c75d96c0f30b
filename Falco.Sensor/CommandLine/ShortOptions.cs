namespace Falco.Sensor.CommandLine;

/// <summary>One-letter options as Falco takes them: the value may follow at once (<c>-pc</c>, <c>-rrules.yaml</c>).</summary>
internal static class ShortOptions
{
    private const string WithValue = "ceMlopPrV";

    /// <summary>Parts such arguments in two, which every parser understands.</summary>
    public static List<string> Split(IEnumerable<string> arguments)
    {
        var result = new List<string>();
        var isValue = false;
        foreach (var argument in arguments)
        {
            var isOption = !isValue && argument.Length > 1 && argument[0] == '-' && argument[1] != '-';
            if (isOption && argument.Length > 2 && WithValue.Contains(argument[1], StringComparison.Ordinal))
            {
                result.Add(argument[..2]);
                result.Add(argument[2..]);
                continue;
            }

            isValue = isOption && WithValue.Contains(argument[1], StringComparison.Ordinal);
            result.Add(argument);
        }

        return result;
    }
}
