using System.Buffers.Binary;
using System.Buffers.Text;

namespace Falco.Sensor.Proc;

/// <summary>
/// An open folder of /proc. That of a process stays the folder of this very process: should it end and its number be given anew, then
/// nothing can be read any more (<see cref="SystemCalls.NoProcess"/>). Names have a NUL at their end.
/// </summary>
internal sealed class ProcFolder : IDisposable
{
    private readonly int _descriptor;

    private ProcFolder(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens a folder by its path; null where that does not work.</summary>
    public static ProcFolder? Open(ReadOnlySpan<byte> path, out int error)
    {
        error = SystemCalls.Open(SystemCalls.WorkingDirectory, path, isDirectory: true);
        return error < 0 ? null : new ProcFolder(error);
    }

    /// <summary>Opens a folder of this one; null where that does not work.</summary>
    public ProcFolder? Open(ReadOnlySpan<byte> name)
    {
        var descriptor = SystemCalls.Open(_descriptor, name, isDirectory: true);
        return descriptor < 0 ? null : new ProcFolder(descriptor);
    }

    /// <summary>Opens the folder with this number for a name.</summary>
    public ProcFolder? Open(int number)
    {
        Span<byte> name = stackalloc byte[NumberLength];
        return Open(Name(number, name));
    }

    /// <summary>Reads a file as far as the buffer reaches; the length, or a negative error number.</summary>
    public int Read(ReadOnlySpan<byte> name, Span<byte> buffer)
    {
        var file = SystemCalls.Open(_descriptor, name, isDirectory: false);
        if (file < 0)
        {
            return file;
        }

        var length = SystemCalls.Read(file, buffer);
        SystemCalls.Close(file);
        return length;
    }

    /// <summary>Reads the file with this number for a name.</summary>
    public int Read(int number, Span<byte> buffer)
    {
        Span<byte> name = stackalloc byte[NumberLength];
        return Read(Name(number, name), buffer);
    }

    /// <summary>Reads a file of any length line by line.</summary>
    public ProcLines ReadLines(ReadOnlySpan<byte> name, Span<byte> buffer)
        => new(SystemCalls.Open(_descriptor, name, isDirectory: false), buffer);

    /// <summary>Where a link leads; the length, or a negative error number.</summary>
    public int ReadLink(ReadOnlySpan<byte> name, Span<byte> buffer) => SystemCalls.ReadLink(_descriptor, name, buffer);

    /// <summary>Where the link with this number for a name leads.</summary>
    public int ReadLink(int number, Span<byte> buffer)
    {
        Span<byte> name = stackalloc byte[NumberLength];
        return ReadLink(Name(number, name), buffer);
    }

    /// <summary>What the inode is that a name, through links, leads to.</summary>
    public bool TryStat(ReadOnlySpan<byte> name, out FileStatus status) => SystemCalls.Stat(_descriptor, name, out status) == 0;

    /// <summary>What the inode is that the link with this number for a name leads to.</summary>
    public bool TryStat(int number, out FileStatus status)
    {
        Span<byte> name = stackalloc byte[NumberLength];
        return TryStat(Name(number, name), out status);
    }

    /// <summary>The names in the folder that are numbers, by rising number.</summary>
    /// <param name="numbers">Takes them in the place of what it holds.</param>
    /// <param name="buffer">Room to work in.</param>
    /// <param name="limit">How many at most.</param>
    /// <returns>Whether the folder has no more of them.</returns>
    public bool ReadNumbers(List<int> numbers, Span<byte> buffer, int limit)
    {
        const int LengthOffset = 16;
        const int NameOffset = 19;
        numbers.Clear();
        int length;
        while ((length = SystemCalls.ReadEntries(_descriptor, buffer)) > 0)
        {
            for (var rest = buffer[..length]; rest.Length > NameOffset;)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(rest[LengthOffset..]);
                if (size <= NameOffset || size > rest.Length)
                {
                    break;
                }

                var name = rest[NameOffset..size];
                var nul = name.IndexOf((byte)0);
                name = nul < 0 ? name : name[..nul];
                rest = rest[size..];
                if (!Utf8Parser.TryParse(name, out int number, out var used) || used != name.Length || number < 0)
                {
                    continue;
                }

                if (numbers.Count == limit)
                {
                    numbers.Sort();
                    return false;
                }

                numbers.Add(number);
            }
        }

        numbers.Sort();
        return true;
    }

    public void Dispose() => SystemCalls.Close(_descriptor);

    private const int NumberLength = 12;

    private static ReadOnlySpan<byte> Name(int number, Span<byte> target)
    {
        Utf8Formatter.TryFormat(number, target, out var length);
        target[length] = 0;
        return target[..(length + 1)];
    }
}
