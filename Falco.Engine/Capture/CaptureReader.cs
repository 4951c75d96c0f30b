using System.Runtime.CompilerServices;
using Falco.Engine.Capture.Upgrade;
using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>
/// Reads a .scap capture, plain or gzip-compressed, from its beginning to its end in memory that does not grow with it.
/// Events come in today's schema, numbered as Falco numbers them; docs/capture-format.md describes the format.
/// <code>
/// using var capture = CaptureReader.Open(path);
/// while (true)
/// {
///     switch (capture.Read())
///     {
///         case CaptureStep.Event: batch.Append(capture.Current); break;
///         case CaptureStep.Metadata: tree.Seed(capture.Metadata); break;
///         case CaptureStep.End: return;
///     }
/// }
/// </code>
/// </summary>
public sealed class CaptureReader : IDisposable
{
    private const uint Magic = 0x1A2B3C4D;
    private const uint SwappedMagic = 0x4D3C2B1A;
    private const string BigEndian = "the capture was recorded on a big-endian machine, which is not supported";
    private const int MajorVersion = 1;
    private const int SectionHeaderLength = 16;

    /// <summary>Entries of a process list that begin in so many bytes come together.</summary>
    private const int ProcessListPart = 256 << 10;

    /// <summary>Room for what upgrading adds to an event; a batch grows should it be more.</summary>
    private const int BatchMargin = 512;

    private const int SmallestScratch = 4096;

    /// <summary>Flag of an event block: the recorder kept the event for its effect on state alone.</summary>
    private const uint StateOnlyFlag = 1;

    private readonly string _name;
    private readonly BlockReader _blocks;
    private readonly EnterEvents _enters = new();
    private readonly bool _holdsEnters;
    private readonly UpgradePlans _plans;
    private byte[] _rewritten = [];
    private EventView _current;
    private CaptureMetadata? _metadata;
    private ulong _number;
    private int _sections;
    private bool _sectionHasEvents;
    private bool _isLeading;
    private bool _isPending;
    private volatile bool _isOver;
    private int _listRead;

    private CaptureReader(Stream stream, string name, EventTypeSet? wanted)
    {
        _name = name;
        _holdsEnters = wanted is not null;
        _plans = new UpgradePlans(wanted ?? EventTypeSet.All());
        try
        {
            _blocks = new BlockReader(stream, name);
            Start();
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The event at hand after <see cref="Read"/> returned <see cref="CaptureStep.Event"/>; valid until the next step.
    /// </summary>
    public EventView Current => _current;

    /// <summary>The metadata at hand after a step that returned <see cref="CaptureStep.Metadata"/>.</summary>
    /// <exception cref="InvalidOperationException">There has been no such step yet.</exception>
    public CaptureMetadata Metadata => _metadata ?? throw new InvalidOperationException("No metadata has been read yet.");

    /// <summary>How many events were numbered so far, including those that nobody wanted.</summary>
    public ulong EventCount => _number;

    /// <summary>When the first event happened that is not about the recording itself; 0 before it is read.</summary>
    public ulong FirstTimestamp { get; private set; }

    /// <summary>Sees the times of all events, and may end the capture early; null where nobody is interested.</summary>
    public ICaptureClock? Clock { get; set; }

    /// <summary>Opens a capture file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">
    /// The types, in today's schema, that anybody has a use for; all if null. Events that are of no such type, and do not
    /// contribute to one, are numbered but neither upgraded nor given. Where it is not null a batch has the enter event of an open, which
    /// state alone makes use of, only where it says something else than the exit event, and right before the thread's next event.
    /// </param>
    /// <exception cref="CaptureException">There is no such file, it cannot be read, or it is no capture.</exception>
    public static CaptureReader Open(string path, EventTypeSet? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1), path, wanted);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CaptureException(path, "there is no such capture file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CaptureException(path, Directory.Exists(path) ? "is a directory, not a capture file" : "may not be read: permission denied", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new CaptureException(path, $"cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads a capture from a stream, which the reader disposes.</summary>
    /// <param name="stream">The capture.</param>
    /// <param name="name">How errors call it.</param>
    /// <param name="wanted">As for <see cref="Open(string, EventTypeSet)"/>.</param>
    /// <exception cref="CaptureException">It cannot be read, or is no capture.</exception>
    public static CaptureReader Open(Stream stream, string name, EventTypeSet? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new CaptureReader(stream, name, wanted);
    }

    /// <summary>Goes on to the next event or piece of metadata.</summary>
    /// <exception cref="CaptureException">The capture is damaged or cut off here. What was read before is sound.</exception>
    public CaptureStep Read() => Step(null);

    /// <summary>
    /// Appends events to a batch until it is full, metadata comes up, or the capture ends: the fastest way through a capture.
    /// </summary>
    /// <returns>
    /// <see cref="CaptureStep.Event"/> when the batch is full, else why there are no more events in it; it may hold some in
    /// every case.
    /// </returns>
    /// <exception cref="CaptureException">
    /// The capture is damaged or cut off here. What was read before, the batch's events included, is sound.
    /// </exception>
    public CaptureStep ReadInto(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Step(batch);
    }

    /// <summary>Ends the capture before the next event. May be called from any thread.</summary>
    public void Stop() => _isOver = true;

    /// <inheritdoc/>
    public void Dispose() => _blocks.Dispose();

    private void Start()
    {
        switch ((BlockType?)_blocks.Peek(0))
        {
            case null:
                throw new CaptureException(_name, "is not a capture: it is empty or too short for one");
            case BlockType.SectionHeader when _blocks.Peek(2 * sizeof(uint)) == SwappedMagic:
                // Before the block's length is taken for one.
                throw new CaptureException(_name, BigEndian);
            case BlockType.SectionHeader:
                _blocks.MoveNext();
                ReadSectionHeader();
                break;
            default:
                throw new CaptureException(_name, "is not a capture: it does not begin with a section header");
        }
    }

    // A loop over many events, entered too seldom for the runtime to see how much goes through it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CaptureStep Step(EventBatch? batch)
    {
        if (_listRead != 0)
        {
            ReadProcessList();
            return CaptureStep.Metadata;
        }

        while (!_isOver && (_isPending || _blocks.MoveNext()))
        {
            _isPending = false;
            var type = _blocks.Type;
            if (!IsEvent(type))
            {
                if (ReadMetadata(type))
                {
                    return CaptureStep.Metadata;
                }
            }
            else if (batch is { Count: > 0 } && !batch.HasRoomFor(_blocks.BodyLength + BatchMargin))
            {
                _isPending = true;
                return CaptureStep.Event;
            }
            else if (ReadEvent(type, batch) && batch is null)
            {
                return CaptureStep.Event;
            }
        }

        return _sectionHasEvents || _isOver ? CaptureStep.End : throw new CaptureException(_name, "the capture has no events");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsEvent(BlockType type)
        => type is BlockType.EventV2 or BlockType.EventV2Large or BlockType.Event or BlockType.EventWithFlagsV2
            or BlockType.EventWithFlagsV2Large or BlockType.EventWithFlags or BlockType.EventOld;

    /// <summary>Takes the event block at hand. False where nothing comes of it.</summary>
    private bool ReadEvent(BlockType block, EventBatch? batch)
    {
        _sectionHasEvents = true;
        var buffer = _blocks.Buffer;
        var at = _blocks.Body;
        var end = at + _blocks.BodyLength;
        var hasFlags = block is BlockType.EventWithFlagsV2 or BlockType.EventWithFlagsV2Large or BlockType.EventWithFlags;
        var hasCount = block is not (BlockType.Event or BlockType.EventOld or BlockType.EventWithFlags);
        var record = at + sizeof(ushort) + (hasFlags ? sizeof(uint) : 0);
        if (end - record < (hasCount ? EventView.HeaderSize : EventRecord.HeaderSizeV1))
        {
            throw _blocks.Error(at, "the block is too short for an event: the file is damaged");
        }

        var type = (EventType)EventRecord.Type(buffer, record);
        if ((int)type >= EventSchema.Count)
        {
            // Of a newer schema than this one.
            return false;
        }

        var tid = EventRecord.Tid(buffer, record);
        switch (_plans.FateOf(type))
        {
            case EventFate.Drop:
                _isLeading = false;
                return false;
            case EventFate.Forget:
                _isLeading = false;
                _enters.Forget(tid);
                return false;
            case EventFate.Count:
                if (!IsOver(EventRecord.Timestamp(buffer, record)))
                {
                    Number(type, EventRecord.Timestamp(buffer, record));
                }

                return false;
        }

        // Both lie where a record of version 1 is moved to.
        var cpu = Unsafe.ReadUnaligned<ushort>(ref buffer[at]);
        var isStateOnly = hasFlags && (Unsafe.ReadUnaligned<uint>(ref buffer[at + sizeof(ushort)]) & StateOnlyFlag) != 0;
        if (!hasCount)
        {
            if (!EventRecord.TryAddCount(buffer, record, end))
            {
                throw _blocks.Error(at, $"the lengths of a {EventSchema.Get(type).Symbol} event do not add up: the file is damaged");
            }

            record -= sizeof(uint);
        }

        var length = EventRecord.Measure(buffer, record, end);
        if (length == 0)
        {
            throw _blocks.Error(at, $"the parameters of a {EventSchema.Get(type).Symbol} event run past its end: the file is damaged");
        }

        var plan = _plans.For(type, EventRecord.Count(buffer, record));
        if (plan.IsStored)
        {
            Store(plan, tid, buffer.AsSpan(record, length));
        }

        if (!plan.IsEmitted)
        {
            _isLeading = false;
            return false;
        }

        if (IsOver(EventRecord.Timestamp(buffer, record)))
        {
            return false;
        }

        var frameFlags = plan.FrameFlags;
        if (Number(plan.To, EventRecord.Timestamp(buffer, record)) || isStateOnly)
        {
            frameFlags |= EventView.StateOnly;
        }

        if (plan.To == EventType.PROCEXIT_1_E)
        {
            _enters.ThreadEnded(tid);
        }

        if (!_plans.IsWanted(plan.To))
        {
            return false;
        }

        if (batch is not null && _holdsEnters)
        {
            if (plan.IsOpenEnter)
            {
                Store(plan, tid, buffer.AsSpan(record, length));
                return false;
            }

            if (!_enters.IsEmpty)
            {
                frameFlags |= TakeEnter(plan.To, tid, buffer.AsSpan(record, length), batch, cpu);
            }
        }

        if (plan.IsUnchanged)
        {
            WritePrefix(buffer.AsSpan(record - EventView.PrefixSize), length, cpu, frameFlags, _number);
            _current = new EventView(buffer, record - EventView.PrefixSize);
            batch?.Append(_current);
        }
        else
        {
            Rewrite(plan, tid, buffer.AsSpan(record, length), batch, cpu, frameFlags);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOver(ulong timestamp)
    {
        if (Clock is { } clock && !clock.Pass(timestamp))
        {
            _isOver = true;
        }

        return _isOver;
    }

    private void Rewrite(UpgradePlan plan, long tid, ReadOnlySpan<byte> record, EventBatch? batch, ushort cpu, ushort frameFlags)
    {
        var enter = plan.NeedsEnter ? _enters.Find(tid, plan.EnterType) : default;
        var room = EventView.PrefixSize + plan.MaxLength(record.Length, enter.Length);
        var target = batch is null ? Scratch(room) : batch.Reserve(room);
        var length = plan.Write(record, enter, target[EventView.PrefixSize..]);
        WritePrefix(target, length, cpu, frameFlags, _number);
        if (!enter.IsEmpty)
        {
            _enters.Forget(tid);
        }

        if (batch is null)
        {
            _current = new EventView(_rewritten, 0);
        }
        else
        {
            batch.Commit(EventView.PrefixSize + length, _number);
        }
    }

    /// <summary>
    /// Gives the enter event of an open before the thread's next event, but for its own exit event that says all that it says.
    /// </summary>
    /// <returns>A flag for the frame of the event at hand where that is so; else none.</returns>
    private ushort TakeEnter(EventType type, long tid, ReadOnlySpan<byte> record, EventBatch batch, ushort cpu)
    {
        var enter = _enters.FindOpen(tid, out var enterType);
        if (enter.IsEmpty)
        {
            return 0;
        }

        var isImplied = (int)type == (int)enterType + 1
            && OpenCall.IsEnterImplied(type, new RecordParams(enter, isLarge: false), new RecordParams(record[EventRecord.CountAt..], isLarge: false));
        if (!isImplied)
        {
            // Nobody asks when it came, or for its number; but whoever has seen it has not yet seen the event at hand.
            var number = _number - 1;
            var length = EventRecord.CountAt + enter.Length;
            var frame = batch.Reserve(EventView.PrefixSize + length);
            WritePrefix(frame, length, cpu, EventView.StateOnly, number);
            EventRecord.Write(frame[EventView.PrefixSize..], record, enterType, enter);
            batch.Commit(EventView.PrefixSize + length, number);
        }

        _enters.Forget(tid);
        return isImplied ? EventView.EnterImplied : (ushort)0;
    }

    private void Store(UpgradePlan plan, long tid, ReadOnlySpan<byte> record)
    {
        if (!plan.IsUnchanged)
        {
            var target = Scratch(plan.MaxLength(record.Length, 0));
            record = target[..plan.Write(record, default, target)];
        }

        _enters.Store(tid, plan.To, record[EventRecord.CountAt..]);
    }

    private Span<byte> Scratch(int length)
    {
        if (_rewritten.Length < length)
        {
            _rewritten = GC.AllocateUninitializedArray<byte>(Math.Max(length, SmallestScratch));
        }

        return _rewritten.AsSpan(0, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WritePrefix(Span<byte> frame, int recordLength, ushort cpu, ushort frameFlags, ulong number)
    {
        var first = (ulong)(uint)(EventView.PrefixSize + recordLength) | ((ulong)cpu << 32) | ((ulong)frameFlags << 48);
        Unsafe.WriteUnaligned(ref frame[0], first);
        Unsafe.WriteUnaligned(ref frame[8], number);
    }

    /// <summary>
    /// Gives the event its number. True where it is among those that come before a section's first other event: Falco takes
    /// them for part of the initial state, and numbers them in the first section only.
    /// </summary>
    private bool Number(EventType type, ulong timestamp)
    {
        _isLeading = _isLeading && IsInitialState(type);
        if (!_isLeading || _sections == 1)
        {
            _number++;
        }

        if (FirstTimestamp == 0 && (EventSchema.Get(type).Category & EventCategory.Metaevent) == 0)
        {
            FirstTimestamp = timestamp;
        }

        return _isLeading;
    }

    private static bool IsInitialState(EventType type)
        => type is EventType.CONTAINER_E or EventType.CONTAINER_JSON_E or EventType.CONTAINER_JSON_2_E or EventType.USER_ADDED_E
            or EventType.USER_DELETED_E or EventType.GROUP_ADDED_E or EventType.GROUP_DELETED_E or EventType.ASYNCEVENT_E;

    /// <summary>Takes a block that is no event. False where nothing comes of it.</summary>
    private bool ReadMetadata(BlockType type)
    {
        var body = _blocks.Buffer.AsSpan(_blocks.Body, _blocks.BodyLength);
        var read = 0;
        switch (type)
        {
            case BlockType.SectionHeader:
                return ReadSectionHeader();
            case BlockType.MachineInfo or BlockType.MachineInfoOld:
                _metadata = MachineInfoBlock.Read(body);
                return true;
            case BlockType.FdList or BlockType.FdListOld or BlockType.FdListV2:
                _metadata = FdListBlock.Read(body, type == BlockType.FdListV2, out read) ?? throw BadEntry("descriptor list", read);
                return true;
            case BlockType.UserList or BlockType.UserListOld or BlockType.UserListV2:
                _metadata = UserListBlock.Read(body, type == BlockType.UserListV2, out read) ?? throw BadEntry("user list", read);
                return true;
            case BlockType.InterfaceList or BlockType.InterfaceListOld or BlockType.InterfaceListV2:
                _metadata = InterfaceListBlock.Read(body, type == BlockType.InterfaceListV2, out read) ?? throw BadEntry("interface list", read);
                return true;
        }

        if (ProcessListBlock.VersionOf(type) == 0)
        {
            return false;
        }

        ReadProcessList();
        return true;
    }

    private void ReadProcessList()
    {
        var body = _blocks.Buffer.AsSpan(_blocks.Body, _blocks.BodyLength);
        if (!ProcessListBlock.TryRead(body[_listRead..], ProcessListBlock.VersionOf(_blocks.Type), ProcessListPart, out var list, out var read))
        {
            throw BadEntry("process list", _listRead + read);
        }

        _metadata = list;
        _listRead = _listRead + read == body.Length ? 0 : _listRead + read;
    }

    private bool ReadSectionHeader()
    {
        if (_sections > 0 && !_sectionHasEvents)
        {
            // Only after events does another recording begin.
            return false;
        }

        var cursor = new BlockCursor(_blocks.Buffer.AsSpan(_blocks.Body, _blocks.BodyLength));
        var magic = cursor.U32();
        var major = cursor.U16();
        if (_blocks.BodyLength < SectionHeaderLength || magic != Magic)
        {
            throw _blocks.Error(_blocks.Body, magic == SwappedMagic
                ? BigEndian
                : $"is not a capture: the magic number is 0x{magic:X8} and should be 0x{Magic:X8}");
        }

        if (major > MajorVersion)
        {
            throw _blocks.Error(_blocks.Body, $"the capture has version {major} of the format; up to {MajorVersion} can be read");
        }

        _sections++;
        _sectionHasEvents = false;
        _isLeading = true;
        FirstTimestamp = 0;
        _metadata = new SectionStart();
        return _sections > 1;
    }

    private CaptureException BadEntry(string list, int read)
        => _blocks.Error(_blocks.Body + read, $"an entry of the {list} does not fit into its block: the file is damaged");
}
