using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>Paths in lists of mounts: blanks, newlines and backslashes are written as a backslash and three octal digits.</summary>
internal static class MountText
{
    /// <summary>The path itself, in memory of its own.</summary>
    public static Utf8 Unescape(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
        {
            return Utf8.Copy(text);
        }

        var path = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && !text.Slice(i + 1, 3).ContainsAnyExceptInRange((byte)'0', (byte)'7'))
            {
                path[length++] = (byte)ProcFields.Octal(text.Slice(i + 1, 3));
                i += 3;
            }
            else
            {
                path[length++] = text[i];
            }
        }

        return new Utf8(path, 0, length);
    }
}
