namespace Falco.Engine.Rules;

/// <summary>The names of priorities.</summary>
public static class Priorities
{
    /// <summary>Reads a priority's name in any case; <c>info</c> stands for informational.</summary>
    public static bool TryParse(string text, out Priority priority)
    {
        if (string.Equals(text, "info", StringComparison.OrdinalIgnoreCase))
        {
            priority = Priority.Informational;
            return true;
        }

        foreach (var value in Enum.GetValues<Priority>())
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                priority = value;
                return true;
            }
        }

        priority = default;
        return false;
    }
}
