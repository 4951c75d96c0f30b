using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Falco.Sensor.CommandLine;

/// <summary>Reads the value of an option that takes a number above 0.</summary>
internal static class PositiveNumber
{
    /// <summary>The number; null, and an error, where the value is none or more than the most that makes sense.</summary>
    public static T? Parse<T>(ArgumentResult result, T most)
        where T : struct, INumber<T>
    {
        if (T.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > T.Zero && number <= most)
        {
            return number;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes a number above 0.");
        return null;
    }
}
