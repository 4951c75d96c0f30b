namespace Falco.Engine.Capture;

/// <summary>The user and group list block.</summary>
internal static class UserListBlock
{
    private const byte User = 0;
    private const byte Group = 1;

    /// <summary>Reads the list.</summary>
    /// <returns>Null where an entry does not fit; <paramref name="read"/> is where it starts.</returns>
    public static UserList? Read(ReadOnlySpan<byte> body, bool hasLengths, out int read)
    {
        var users = new List<UserEntry>();
        var groups = new List<GroupEntry>();
        read = 0;
        while (body.Length - read >= 4)
        {
            var cursor = new BlockCursor(body[read..]);
            var announced = hasLengths ? cursor.U32() : 0;
            if (cursor.U8() == User)
            {
                users.Add(new UserEntry(cursor.U32(), cursor.U32(), cursor.Text(), cursor.Text(), cursor.Text()));
            }
            else
            {
                groups.Add(new GroupEntry(cursor.U32(), cursor.Text()));
            }

            if (cursor.IsPastEnd || (announced != 0 && (announced < cursor.Position || announced > body.Length - read)))
            {
                return null;
            }

            read += announced == 0 ? cursor.Position : (int)announced;
        }

        return new UserList(users, groups);
    }

    /// <summary>Writes the list.</summary>
    /// <returns>The block's length.</returns>
    public static int Write(BlockWriter writer, UserList list)
    {
        writer.Begin(BlockType.UserListV2);
        foreach (var user in list.Users)
        {
            var entry = writer.BeginEntry();
            writer.Number(User);
            writer.Number(user.Uid);
            writer.Number(user.Gid);
            writer.Text(user.Name.Span, TextLimits.Credentials);
            writer.Text(user.Home.Span, TextLimits.Credentials);
            writer.Text(user.Shell.Span, TextLimits.Credentials);
            writer.EndEntry(entry);
        }

        foreach (var group in list.Groups)
        {
            var entry = writer.BeginEntry();
            writer.Number(Group);
            writer.Number(group.Gid);
            writer.Text(group.Name.Span, TextLimits.Credentials);
            writer.EndEntry(entry);
        }

        return writer.End();
    }
}
