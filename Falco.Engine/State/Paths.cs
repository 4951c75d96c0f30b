using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Makes one path of a directory and a path relative to it, as the kernel would resolve them but without looking at the
/// file system: "." and ".." and doubled slashes go, a trailing slash goes, characters that may not be printed are replaced.
/// </summary>
internal static class Paths
{
    /// <summary>The longest path that is put together; longer ones give a fixed text.</summary>
    public const int MaxLength = 1024;

    private static ReadOnlySpan<byte> TooLong => "/DIR_TOO_LONG/FILENAME_TOO_LONG"u8;

    /// <summary>
    /// The path as a slice of <paramref name="scratch"/>, in which nothing may be pending. The directory is taken as it
    /// stands (it normally ends in a slash) and ignored where the path is absolute or empty.
    /// </summary>
    public static Utf8 Join(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> path, ScratchText scratch)
    {
        Append(scratch, directory, path);
        return scratch.Take();
    }

    /// <summary>Like <see cref="Join"/>, after what is pending.</summary>
    public static void Append(ScratchText target, ReadOnlySpan<byte> directory, ReadOnlySpan<byte> path)
    {
        if (AreTooLong(directory, path))
        {
            target.Append(TooLong);
            return;
        }

        path = PrintableText.UpToNul(path);
        var start = target.Length;
        var hasBase = !path.IsEmpty && path[0] != '/';
        if (hasBase)
        {
            target.Append(directory);
        }

        // Falco asks whether the position it copies to is the start of the buffer, so an empty directory counts as none.
        hasBase &= !directory.IsEmpty;
        while (!path.IsEmpty)
        {
            var length = PrintableText.SequenceLength(path);
            var written = target.Length - start;
            if (written + (length < 0 ? 3 : length) >= MaxLength)
            {
                return;
            }

            if (length < 0)
            {
                target.Append("\uFFFD"u8);
                path = path[-length..];
            }
            else if (length > 1)
            {
                target.Append(path[..length]);
                path = path[length..];
            }
            else if (path[0] == '.' && (written == 0 || target.Pending[^1] == '/'))
            {
                path = Dot(target, start, path);
            }
            else if (path[0] == '/')
            {
                if (written == 0 ? !hasBase : target.Pending[^1] != '/')
                {
                    target.Append((byte)'/');
                }

                path = path[1..];
            }
            else
            {
                // The bulk: printable ASCII up to the next slash.
                var run = path.IndexOf((byte)'/');
                var plain = run < 0 ? path : path[..run];
                run = plain.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
                plain = run < 0 ? plain : plain[..run];
                plain = plain[..Math.Min(plain.Length, MaxLength - 1 - written)];
                target.Append(plain);
                path = path[plain.Length..];
            }
        }

        if (target.Length - start > 1 && target.Pending[^1] == '/')
        {
            target.Truncate(target.Length - 1);
        }
    }

    /// <summary>Whether the two are not put together; even an absolute path counts with the directory that it has no use for.</summary>
    public static bool AreTooLong(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> path) => directory.Length + path.Length + 1 > MaxLength;

    /// <summary>Deals with a dot at the start of a path's component; gives what is left of the path.</summary>
    private static ReadOnlySpan<byte> Dot(ScratchText target, int start, ReadOnlySpan<byte> path)
    {
        var rest = path[1..];
        if (!rest.IsEmpty && rest[0] == '.' && (rest.Length == 1 || rest[1] == '/'))
        {
            Rewind(target, start);
            return rest[Math.Min(2, rest.Length)..];
        }

        if (rest.IsEmpty || rest[0] == '/')
        {
            return rest.IsEmpty ? rest : rest[1..];
        }

        target.Append((byte)'.');
        return rest;
    }

    /// <summary>Goes up to the parent directory, at most to the first character.</summary>
    private static void Rewind(ScratchText target, int start)
    {
        var written = target.Pending[start..];
        if (written.Length > 1)
        {
            var slash = written[..^1].LastIndexOf((byte)'/');
            target.Truncate(start + Math.Max(slash + 1, 0));
        }
    }
}
