namespace Falco.Engine.Rules;

/// <summary>The names of priorities.</summary>
public static class Priorities
{
    private static readonly string[] Names = ["emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug"];

    /// <summary>Reads a priority's name in any case; <c>info</c> stands for informational.</summary>
    public static bool TryParse(string text, out Priority priority)
    {
        if (string.Equals(text, "info", StringComparison.OrdinalIgnoreCase))
        {
            priority = Priority.Informational;
            return true;
        }

        for (var i = 0; i < Names.Length; i++)
        {
            if (string.Equals(text, Names[i], StringComparison.OrdinalIgnoreCase))
            {
                priority = (Priority)i;
                return true;
            }
        }

        priority = default;
        return false;
    }
}
