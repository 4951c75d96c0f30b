using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Falco.Engine.Events;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>
/// All that is to be done with the events of one type and parameter count, worked out once: the steps of
/// <see cref="ConversionTable"/> are followed to their end, so that an event is rewritten once however old it is.
/// </summary>
internal sealed class UpgradePlan
{
    /// <summary>More steps than any event takes.</summary>
    private const int MaxSteps = 50;

    private readonly EventType _from;
    private readonly PlannedParam[] _params;

    /// <summary>How many of the event's first parameters stay as and where they are.</summary>
    private readonly int _kept;

    private UpgradePlan(EventType from, EventType to, bool isStored, bool isEmitted, int oldCount, List<PlannedParam> parameters)
    {
        _from = from;
        To = to;
        IsStored = isStored;
        IsEmitted = isEmitted;
        _params = [.. parameters];
        while (_kept < _params.Length && _params[_kept] == PlannedParam.Old(_kept))
        {
            _kept++;
        }

        IsUnchanged = from == to && _kept == oldCount && _kept == _params.Length;
        FrameFlags = (ushort)((EventRecord.IsLarge(to) ? EventView.LargeLengths : 0) | (IsForStateOnly(to) ? EventView.StateOnly : 0));
        NeedsEnter = parameters.Exists(p => p.Origin == ParamOrigin.Enter);
        IsOpenEnter = OpenCall.IsEnter(to);
    }

    /// <summary>The type in today's schema.</summary>
    public EventType To { get; }

    /// <summary>Whether the event is kept for its exit event.</summary>
    public bool IsStored { get; }

    /// <summary>Whether consumers get to see the event.</summary>
    public bool IsEmitted { get; }

    /// <summary>The flags of the event's frame.</summary>
    public ushort FrameFlags { get; }

    /// <summary>Whether the record has today's form already.</summary>
    public bool IsUnchanged { get; }

    /// <summary>Whether parameters come from the thread's stored enter event.</summary>
    public bool NeedsEnter { get; }

    /// <summary>Whether it is the enter event of an open.</summary>
    public bool IsOpenEnter { get; }

    /// <summary>The type that the enter event must have.</summary>
    public EventType EnterType { get; private init; }

    /// <summary>
    /// Works out what happens to events of a type with this many parameters. More than today's schema has are cut off.
    /// </summary>
    public static UpgradePlan For(EventType type, int count)
    {
        var from = type;
        var parameters = new List<PlannedParam>();
        var known = Math.Min(count, EventSchema.Get(type).Params.Length);
        for (var i = 0; i < known; i++)
        {
            parameters.Add(PlannedParam.Old(i));
        }

        var enterType = type;
        var enterIsUsed = false;
        bool isStored = false, isEmitted = false;
        for (var step = 0; step < MaxSteps; step++)
        {
            var info = EventSchema.Get(type);
            if ((info.Flags & EventFlags.Unused) != 0)
            {
                break;
            }

            var isOld = (info.Flags & EventFlags.OldVersion) != 0;
            if ((info.Flags & EventFlags.ConverterManaged) == 0)
            {
                isEmitted = !(isOld && info.IsEnter);
                break;
            }

            if (!info.IsEnter && !isOld && parameters.Count == info.Params.Length)
            {
                isEmitted = true;
                break;
            }

            var conversion = ConversionTable.Find(type, parameters.Count);
            if (conversion is null or { Action: ConversionAction.Pass or ConversionAction.Store or ConversionAction.StoreAndPass })
            {
                // Falco gives up on a form that its table does not have; here it goes on as well as may be.
                var action = conversion?.Action ?? (isOld && info.IsEnter ? ConversionAction.Store : ConversionAction.Pass);
                isStored = action != ConversionAction.Pass;
                isEmitted = action != ConversionAction.Store;
                break;
            }

            var old = conversion.Action == ConversionAction.ChangeType ? parameters : null;
            if (old is not null)
            {
                parameters = [];
            }

            var enter = (EventType)((int)type - 1);
            type = old is null ? type : conversion.Type;
            info = EventSchema.Get(type);
            var takesEnter = false;
            foreach (var source in conversion.Sources)
            {
                var param = info.Params[parameters.Count].Type;
                takesEnter |= source.Origin == ParamOrigin.Enter;
                parameters.Add(source.Origin switch
                {
                    ParamOrigin.Old => old![source.Index].LimitedTo(param),
                    ParamOrigin.Enter when !enterIsUsed => PlannedParam.Enter(source.Index, param, source.OrEmpty),
                    ParamOrigin.ContainerJson => new PlannedParam(ParamOrigin.ContainerJson),
                    ParamOrigin.Empty => PlannedParam.Nothing,

                    // An enter event serves one step only.
                    ParamOrigin.Enter when source.OrEmpty => PlannedParam.Nothing,
                    _ => PlannedParam.DefaultOf(param),
                });
            }

            if (takesEnter && !enterIsUsed)
            {
                enterIsUsed = true;
                enterType = enter;
            }
        }

        return new UpgradePlan(from, type, isStored, isEmitted, count, parameters) { EnterType = enterType };
    }

    /// <summary>Room that suffices for the rewritten record.</summary>
    public int MaxLength(int recordLength, int enterLength)
        => EventView.HeaderSize + (_params.Length * (sizeof(uint) + sizeof(ulong) + sizeof(ulong))) + recordLength + enterLength + ContainerJson.Frame;

    /// <summary>Writes the record in today's form.</summary>
    /// <param name="record">The old record, its lengths known to add up.</param>
    /// <param name="enter">The parameters of the thread's enter event; empty where there is none.</param>
    /// <param name="target">Room of <see cref="MaxLength"/> bytes.</param>
    /// <returns>The length of the new record.</returns>
    public int Write(ReadOnlySpan<byte> record, ReadOnlySpan<byte> enter, Span<byte> target)
    {
        var old = new RecordParams(record[EventRecord.CountAt..], EventRecord.IsLarge(_from));
        var stored = enter.IsEmpty ? default : new RecordParams(enter, isLarge: false);
        var isLarge = EventRecord.IsLarge(To);
        var size = isLarge ? sizeof(uint) : sizeof(ushort);
        var values = target[(EventView.HeaderSize + (_params.Length * size))..];
        var at = old.CopyFirst(_kept, target[EventView.HeaderSize..], values, isLarge);
        for (var i = _kept; i < _params.Length; i++)
        {
            ref readonly var param = ref _params[i];
            ReadOnlySpan<byte> value = default;
            switch (param.Origin)
            {
                case ParamOrigin.Old:
                    value = Limited(old[param.Index], param.Limit);
                    value.CopyTo(values[at..]);
                    break;
                case ParamOrigin.Enter when param.Index < stored.Count:
                    value = Limited(stored[param.Index], param.Limit);
                    value.CopyTo(values[at..]);
                    break;
                case ParamOrigin.ContainerJson:
                    value = values.Slice(at, ContainerJson.Write(old, values[at..]));
                    break;
                default:
                    BinaryPrimitives.WriteUInt64LittleEndian(values[at..], param.DefaultValue);
                    BinaryPrimitives.WriteUInt64LittleEndian(values[(at + sizeof(ulong))..], param.DefaultValue);
                    value = values.Slice(at, param.DefaultLength);
                    break;
            }

            SetLength(target, i, value.Length, isLarge);
            at += value.Length;
        }

        var length = EventView.HeaderSize + (_params.Length * size) + at;
        record[..16].CopyTo(target);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[20..], (ushort)To);
        BinaryPrimitives.WriteUInt32LittleEndian(target[22..], (uint)_params.Length);
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetLength(Span<byte> target, int index, int length, bool isLarge)
    {
        if (isLarge)
        {
            BinaryPrimitives.WriteInt32LittleEndian(target[(EventView.HeaderSize + (index * sizeof(uint)))..], length);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target[(EventView.HeaderSize + (index * sizeof(ushort)))..], (ushort)length);
        }
    }

    /// <summary>
    /// Enter events that state makes use of, when the exit event lacks something, and that Falco does not show to rules.
    /// </summary>
    private static bool IsForStateOnly(EventType type)
        => type is EventType.SYSCALL_OPEN_E or EventType.SYSCALL_OPENAT_2_E or EventType.SYSCALL_OPENAT2_E or EventType.SYSCALL_CREAT_E
            or EventType.SOCKET_CONNECT_E or EventType.SYSCALL_EXECVE_19_E or EventType.SYSCALL_EXECVEAT_E;

    private static ReadOnlySpan<byte> Limited(ReadOnlySpan<byte> value, int limit) => value.Length > limit ? value[..limit] : value;
}
