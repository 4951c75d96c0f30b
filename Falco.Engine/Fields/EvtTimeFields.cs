using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.time and its relatives: when the event happened.</summary>
internal static class EvtTimeFields
{
    private const ulong Second = 1_000_000_000;

    private static readonly Utf8 NoLatency = Utf8.From("0ns");

    public static readonly FieldDefinition[] All =
    [
        Text("evt.time", "local time of the event with nanoseconds.", (text, time) => EventTime.AppendLocal(text, time, false, true)),
        Text("evt.time.s", "local time of the event in seconds.", (text, time) => EventTime.AppendLocal(text, time, false, false)),
        Text("evt.time.iso8601", "time of the event in ISO 8601 form, in UTC, with nanoseconds.", EventTime.AppendIso8601),
        Text("evt.datetime", "date and local time of the event with nanoseconds.",
            (text, time) => EventTime.AppendLocal(text, time, true, true)),
        Text("evt.datetime.s", "date and local time of the event in seconds.",
            (text, time) => EventTime.AppendLocal(text, time, true, false)),
        Number("evt.rawtime", ParamType.AbsTime, PrintFormat.Dec, "nanoseconds since 1970.", (_, time) => time),
        Number("evt.rawtime.s", ParamType.AbsTime, PrintFormat.Dec, "whole seconds since 1970.", (_, time) => time / Second),
        Number("evt.rawtime.ns", ParamType.AbsTime, PrintFormat.PaddedDec, "nanoseconds within the second.", (_, time) => time % Second),
        Number("evt.reltime", ParamType.RelTime, PrintFormat.PaddedDec, "nanoseconds since the first event.", Since),
        Number("evt.reltime.s", ParamType.RelTime, PrintFormat.Dec, "whole seconds since the first event.",
            (context, time) => Since(context, time) / Second),
        Number("evt.reltime.ns", ParamType.RelTime, PrintFormat.PaddedDec,
            "nanoseconds within the second since the first event.", (context, time) => Since(context, time) % Second),
        Latency("evt.latency", PrintFormat.Dec, "always 0: enter events are not recorded any more."),
        Latency("evt.latency.s", PrintFormat.Dec, "always 0: enter events are not recorded any more."),
        Latency("evt.latency.ns", PrintFormat.PaddedDec, "always 0: enter events are not recorded any more."),
        Define.Field("evt.latency.quantized", ParamType.UInt64, PrintFormat.Dec, "always 0.", Zero,
            FieldFlags.Hidden | FieldFlags.Deprecated),
        Define.Field("evt.latency.human", ParamType.CharBuf, PrintFormat.Na, "always 0ns.", NoLatencyText, FieldFlags.Deprecated),
        Delta("evt.deltatime", PrintFormat.Dec, "nanoseconds since the last event of the same process tree (container or host) that this use of the field was read for; 0 at first.", delta => delta),
        Delta("evt.deltatime.s", PrintFormat.Dec, "whole seconds of evt.deltatime.", delta => delta / Second),
        Delta("evt.deltatime.ns", PrintFormat.PaddedDec, "nanoseconds within the second of evt.deltatime.", delta => delta % Second),
        Text("evt.outputtime", "time of the event as outputs show it.",
            (text, time) => EventTime.AppendLocal(text, time, false, true), FieldFlags.PrintOnly),
        Define.Field("evt.wait_latency", ParamType.RelTime, PrintFormat.Dec, "always 0.", Zero, FieldFlags.Deprecated),
        Define.WithArgument("evt.around", ParamType.UInt64, PrintFormat.Dec,
            "evt.around[T]=D accepts events at most D milliseconds before or after the time T (nanoseconds since 1970).",
            FieldFlags.FilterOnly | FieldFlags.ArgRequired | FieldFlags.ArgIndex | FieldFlags.NoRightSide | FieldFlags.NoTransformer,
            BindAround),
    ];

    private static FieldDefinition Text(
        string name, string description, Action<ScratchText, ulong> append, FieldFlags flags = FieldFlags.None)
        => Define.Field(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            description,
            (EventContext context, out FieldValue value) =>
            {
                append(context.Scratch, context.Event.Timestamp);
                value = new FieldValue(context.Scratch.Take());
                return true;
            },
            flags,
            json: Timestamp);

    private static FieldDefinition Number(
        string name, ParamType type, PrintFormat format, string description, Func<EventContext, ulong, ulong> compute)
    {
        bool Read(EventContext context, out FieldValue value)
        {
            value = new FieldValue(compute(context, context.Event.Timestamp));
            return true;
        }

        return Define.Field(name, type, format, description, Read, json: Read);
    }

    private static FieldDefinition Latency(string name, PrintFormat format, string description)
        => Define.Field(name, ParamType.RelTime, format, description, Zero, FieldFlags.Deprecated, json: Zero);

    /// <summary>
    /// Each use of the field remembers, in every tree, the event that it was read for last; the first reading gives 0. In JSON it is
    /// always 0: Falco reads it twice there.
    /// </summary>
    private static FieldDefinition Delta(string name, PrintFormat format, string description, Func<ulong, ulong> part)
        => Define.WithArgument(name, ParamType.RelTime, format, description, FieldFlags.Remembers, _ =>
        {
            var use = new object();
            return new BoundField
            {
                Type = ParamType.RelTime,
                Format = format,
                Read = (EventContext context, out FieldValue value) =>
                {
                    var reading = context.Tree.FieldMemory.Read(use, context);
                    return FieldValue.Some(part(reading.Now - reading.Before), out value);
                },
                ReadJson = Zero,
            };
        });

    private static BoundField BindAround(string? argument)
    {
        var center = ArgumentNumber.ReadUnsigned(argument!);
        return new BoundField
        {
            Type = ParamType.UInt64,
            Format = PrintFormat.Dec,
            Read = Timestamp,
            MakeTest = (comparison, text) =>
            {
                if (comparison != "=")
                {
                    throw new FormatException("evt.around supports only '=' comparison operator");
                }

                var delta = unchecked(ArgumentNumber.ReadUnsigned(text) * 1_000_000);
                return context => center >= context.Event.Timestamp - delta && center <= context.Event.Timestamp + delta;
            },
        };
    }

    private static ulong Since(EventContext context, ulong time) => time - context.Tree.FirstTimestamp;

    private static bool Timestamp(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Event.Timestamp);
        return true;
    }

    private static bool Zero(EventContext context, out FieldValue value)
    {
        value = new FieldValue(0UL);
        return true;
    }

    private static bool NoLatencyText(EventContext context, out FieldValue value)
    {
        value = new FieldValue(NoLatency);
        return true;
    }
}
