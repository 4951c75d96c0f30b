using System.Buffers.Text;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>
/// The users and groups of the machine, out of <c>passwd</c> and <c>group</c> (see <c>man 5 passwd</c>). Lines that are none, such as
/// comments, are passed over.
/// </summary>
internal static class UserFiles
{
    private const int MaxCount = 100_000;

    /// <param name="etcRoot">Where /etc of the machine is.</param>
    /// <param name="buffer">Room to work in.</param>
    public static UserList Read(string etcRoot, byte[] buffer)
    {
        var users = new List<UserEntry>();
        var groups = new List<GroupEntry>();
        using var folder = ProcFolder.Open([.. Encoding.UTF8.GetBytes(etcRoot), 0], out _);
        if (folder is not null)
        {
            ReadUsers(folder.ReadLines("passwd\0"u8, buffer), users, MaxCount);
            ReadGroups(folder.ReadLines("group\0"u8, buffer), groups, MaxCount);
        }

        return new UserList(users, groups);
    }

    /// <summary>Reads <c>passwd</c> to its end, or until there are so many users, and closes it.</summary>
    public static void ReadUsers(ProcLines lines, List<UserEntry> users, int maxCount)
    {
        Span<Range> parts = stackalloc Range[8];
        while (users.Count < maxCount && lines.TryNext(out var line))
        {
            if (Split(line, parts) == 7 && TryReadId(line[parts[2]], out var uid) && TryReadId(line[parts[3]], out var gid)
                && IsName(line[parts[0]]))
            {
                users.Add(new UserEntry(uid, gid, Utf8.Copy(line[parts[0]]), Utf8.Copy(line[parts[5]]), Utf8.Copy(line[parts[6]])));
            }
        }

        lines.Dispose();
    }

    /// <summary>Reads <c>group</c> likewise.</summary>
    public static void ReadGroups(ProcLines lines, List<GroupEntry> groups, int maxCount)
    {
        Span<Range> parts = stackalloc Range[5];
        while (groups.Count < maxCount && lines.TryNext(out var line))
        {
            if (Split(line, parts) is 3 or 4 && TryReadId(line[parts[2]], out var gid) && IsName(line[parts[0]]))
            {
                groups.Add(new GroupEntry(gid, Utf8.Copy(line[parts[0]])));
            }
        }

        lines.Dispose();
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        var count = 0;
        foreach (var range in line.Split((byte)':'))
        {
            if (count == parts.Length)
            {
                return count;
            }

            parts[count++] = range;
        }

        return count;
    }

    /// <summary>Names with + or - before them ask a network service of old.</summary>
    private static bool IsName(ReadOnlySpan<byte> name) => name is [not ((byte)'+' or (byte)'-' or (byte)'#'), ..];

    private static bool TryReadId(ReadOnlySpan<byte> text, out uint id) => Utf8Parser.TryParse(text, out id, out var used) && used == text.Length;
}
