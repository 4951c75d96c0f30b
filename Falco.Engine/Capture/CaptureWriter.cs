using System.IO.Compression;
using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>
/// Writes a .scap capture, plain or gzip-compressed, in memory that does not grow with it. Blocks are those that Falco's libraries write
/// today; docs/capture-format.md describes the format. Falco expects metadata in this order before the first event: machine, interfaces,
/// users, processes, descriptors.
/// <code>
/// using var capture = CaptureWriter.Create(path);
/// foreach (var metadata in machine)
/// {
///     capture.Write(metadata);
/// }
///
/// foreach (var e in batch)
/// {
///     capture.Write(e);
/// }
/// </code>
/// </summary>
public sealed class CaptureWriter : IDisposable
{
    private const uint Magic = 0x1A2B3C4D;
    private const ushort MajorVersion = 1;
    private const ushort MinorVersion = 2;
    private const uint StateOnlyFlag = 1;

    /// <summary>How long the block of a part of a process list should at most become.</summary>
    private const int ProcessListPart = 256 << 10;

    /// <summary>What a compressed file may still gain after its last block: what marks the end, and what does not compress.</summary>
    private const int CompressionMargin = 64;

    private readonly string _name;
    private readonly Stream _file;
    private readonly GZipStream? _gzip;
    private readonly long _start;
    private readonly long _maxBytes;
    private readonly BlockWriter _blocks = new();
    private long _passedOn;
    private long _unflushed;
    private bool _isDisposed;

    private CaptureWriter(Stream stream, string name, bool compress, long maxBytes)
    {
        _name = name;
        _file = stream;
        _gzip = compress ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : null;
        _start = stream.CanSeek ? stream.Position : 0;
        _maxBytes = maxBytes;
        WriteSectionHeader();
    }

    /// <summary>How many events were written.</summary>
    public ulong EventCount { get; private set; }

    /// <summary>Whether something was not written as the capture would have become too large. It takes nothing any more.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Creates a capture file, or replaces it; only its owner may read it, for it tells much of a machine.</summary>
    /// <exception cref="CaptureException">It cannot be created.</exception>
    public static CaptureWriter Create(string path, CaptureWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var how = new FileStreamOptions
            {
                Mode = options is { MustBeNew: true } ? FileMode.CreateNew : FileMode.Create,
                Access = FileAccess.Write,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return Create(new FileStream(path, how), path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CaptureException(path, $"cannot be created: {e.Message}", e);
        }
    }

    /// <summary>Writes a capture into a stream, which the writer disposes.</summary>
    /// <param name="stream">Takes the capture.</param>
    /// <param name="name">How errors call it.</param>
    /// <param name="options">How it is written; the name's end counts as with a file.</param>
    public static CaptureWriter Create(Stream stream, string name, CaptureWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new CaptureWriterOptions();
        return new CaptureWriter(stream, name, options.Compress ?? name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), options.MaxBytes);
    }

    /// <summary>Writes an event.</summary>
    /// <param name="e">The event.</param>
    /// <param name="isStateOnly">Whether rules are not to see it, as with an event that is itself marked so.</param>
    /// <returns>False where the capture is full.</returns>
    /// <exception cref="CaptureException">The file cannot be written.</exception>
    public bool Write(EventView e, bool isStateOnly = false)
    {
        var isLarge = (e.FrameFlags & EventView.LargeLengths) != 0;
        if (isStateOnly || e.IsStateOnly)
        {
            _blocks.Begin(isLarge ? BlockType.EventWithFlagsV2Large : BlockType.EventWithFlagsV2);
            _blocks.Number(e.Cpu);
            _blocks.Number(StateOnlyFlag);
        }
        else
        {
            _blocks.Begin(isLarge ? BlockType.EventV2Large : BlockType.EventV2);
            _blocks.Number(e.Cpu);
        }

        _blocks.Bytes(e.Record);
        if (!Keep(_blocks.End()))
        {
            return false;
        }

        EventCount++;
        return true;
    }

    /// <summary>Writes what is known of the machine.</summary>
    /// <returns>False where the capture is full.</returns>
    /// <exception cref="CaptureException">The file cannot be written.</exception>
    public bool Write(CaptureMetadata metadata) => metadata switch
    {
        SectionStart => WriteSectionHeader(),
        MachineInfo machine => Keep(MachineInfoBlock.Write(_blocks, machine)),
        InterfaceList list => Keep(InterfaceListBlock.Write(_blocks, list)),
        UserList list => Keep(UserListBlock.Write(_blocks, list)),
        ProcessList list => WriteProcesses(list),
        FdList list => Keep(FdListBlock.Write(_blocks, list)),
        _ => throw new ArgumentException($"There is no block for {metadata?.GetType()}.", nameof(metadata)),
    };

    /// <summary>Sees to it that all that was written so far is in the file, and can be read.</summary>
    /// <exception cref="CaptureException">The file cannot be written.</exception>
    public void Flush() => Guard(() =>
    {
        PassOn();
        Target.Flush();
        _unflushed = 0;
    });

    /// <inheritdoc/>
    /// <exception cref="CaptureException">The rest of the file cannot be written.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Guard(() =>
        {
            using (_file)
            using (_gzip)
            {
                PassOn();
            }
        });
    }

    private Stream Target => _gzip ?? _file;

    private bool WriteSectionHeader()
    {
        _blocks.Begin(BlockType.SectionHeader);
        _blocks.Number(Magic);
        _blocks.Number(MajorVersion);
        _blocks.Number(MinorVersion);
        _blocks.Number(ulong.MaxValue);
        return Keep(_blocks.End());
    }

    private bool WriteProcesses(ProcessList list)
    {
        for (var next = 0; next < list.Entries.Count;)
        {
            if (!Keep(ProcessListBlock.Write(_blocks, list, next, ProcessListPart, out next)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the block that was ended, where there is room for it.</summary>
    private bool Keep(int length)
    {
        if (IsFull || !HasRoomFor(length))
        {
            IsFull = true;
            return false;
        }

        _blocks.Keep();
        if (_blocks.IsDue)
        {
            Guard(PassOn);
        }

        return true;
    }

    private bool HasRoomFor(int length)
    {
        if (_maxBytes == long.MaxValue)
        {
            return true;
        }

        if (_gzip is null || !_file.CanSeek)
        {
            return _passedOn + _blocks.Pending + length <= _maxBytes;
        }

        // How small the compressor makes what it holds back shows once it gives it away.
        if (AtMost(length) > _maxBytes && _unflushed + _blocks.Pending > 0)
        {
            Flush();
        }

        return AtMost(length) <= _maxBytes;
    }

    /// <summary>How large a compressed file can become at most with another block in it.</summary>
    private long AtMost(int length)
    {
        var uncompressed = _unflushed + _blocks.Pending + length;
        return _file.Position - _start + uncompressed + (uncompressed >> 8) + CompressionMargin;
    }

    private void PassOn()
    {
        _passedOn += _blocks.Pending;
        _unflushed += _blocks.Pending;
        _blocks.PassTo(Target);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
        {
            throw new CaptureException(_name, $"cannot be written: {e.Message}", e);
        }
    }
}
