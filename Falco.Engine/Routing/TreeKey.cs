using System.Text;
using Falco.Engine.Events;

namespace Falco.Engine.Routing;

/// <summary>Keys of process trees: text of which every byte may stand in an actor's name.</summary>
internal static class TreeKey
{
    /// <summary>The tree of processes outside containers.</summary>
    public static string OfHost(string node) => $"host/{Uri.EscapeDataString(node)}";

    /// <summary>A container's tree. Ids are hexadecimal for most engines, but LXC takes nearly any name.</summary>
    public static string OfContainer(Utf8 id)
    {
        var key = new StringBuilder(id.Length);
        foreach (var b in id.Span)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.')
            {
                key.Append((char)b);
            }
            else
            {
                key.Append('%').Append(b.ToString("X2"));
            }
        }

        return key.ToString();
    }
}
