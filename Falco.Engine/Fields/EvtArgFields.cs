using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.args, evt.arg, evt.rawarg, evt.buffer, evt.abspath: the event's parameters.</summary>
internal static class EvtArgFields
{
    private static readonly Utf8 NotAvailable = Utf8.From("<NA>");

    public static readonly FieldDefinition[] All =
    [
        Define.Field("evt.args", ParamType.CharBuf, PrintFormat.Na, "all parameters of the event in one text.", Args),
        Define.WithArgument("evt.arg", ParamType.CharBuf, PrintFormat.Na,
            "one parameter by name (evt.arg.fd) or number (evt.arg[0]), as readable text where there is one.",
            FieldFlags.ArgRequired | FieldFlags.ArgIndex | FieldFlags.ArgKey, BindArg) with { BindBracketed = BindNumberedArg },
        Define.WithArgument("evt.rawarg", ParamType.Dyn, PrintFormat.Na,
            "one parameter by name, as the value it is: evt.rawarg.fd.",
            FieldFlags.ArgRequired | FieldFlags.ArgKey | FieldFlags.NoRightSide | FieldFlags.NoTransformer, BindRawArg)
            with
            {
                BindBracketed = _ => throw new FormatException("evt.arg fields must be expressed explicitly"),
            },
        Define.Field("evt.info", ParamType.CharBuf, PrintFormat.Na, "the same as evt.args.", Args),
        BufferField(),
        Define.WithArgument("evt.abspath", ParamType.CharBuf, PrintFormat.Na,
            "the whole path of calls that take a directory descriptor; evt.abspath.src and evt.abspath.dst for those with two paths.",
            FieldFlags.ArgRequired | FieldFlags.ArgKey, EvtAbsPath.Bind, ArgumentForm.Dot) with { MayLackArgument = true },
    ];

    private static bool Args(EventContext context, out FieldValue value)
    {
        value = default;
        if (context.Info.Type != EventType.GENERIC_X)
        {
            context.Draft.Clear();
            ParamText.AppendAll(context.Draft, context);
            value = new FieldValue(context.Scratch.Append(context.Draft.Pending).Take());
        }

        return true;
    }

    private static BoundField? BindArg(string? argument)
        => Locate(argument!) is { } positions
            ? new BoundField
            {
                Type = ParamType.CharBuf,
                Read = (EventContext context, out FieldValue value) => ReadText(context, positions.Of(context.Info.Type), out value),
                Types = positions.Types,
            }
            : null;

    private static BoundField BindNumberedArg(string argument)
    {
        var number = unchecked((int)ArgumentNumber.Read(argument));
        return new BoundField
        {
            Type = ParamType.CharBuf,
            Read = (EventContext context, out FieldValue value) => ReadText(context, number, out value),
            Types = EvtTypes.Where(info => (uint)number < (uint)info.Params.Length),
        };
    }

    private static bool ReadText(EventContext context, int index, out FieldValue value)
    {
        value = default;
        if ((uint)index >= (uint)ParamText.ParamCount(context))
        {
            return false;
        }

        context.Draft.Clear();
        ParamText.AppendBest(context.Draft, context, index);
        value = new FieldValue(context.Scratch.Append(context.Draft.Pending).Take());
        return true;
    }

    /// <summary>
    /// The type is that of the first event type that has the parameter until an event says better. A number that the event came without
    /// is printed as 0, though comparisons find none.
    /// </summary>
    private static BoundField? BindRawArg(string? argument)
    {
        if (Locate(argument!) is not { First: { } first } positions)
        {
            return null;
        }

        return new BoundField
        {
            Type = first.Type,
            Format = first.Format,
            Read = (EventContext context, out FieldValue value) => TryReadRaw(context, positions.Of(context.Info.Type), out value),
            ReadPrinted = (EventContext context, out FieldValue value)
                => TryReadRaw(context, positions.Of(context.Info.Type), out value) || IsEmptyNumber(context, positions.Of(context.Info.Type)),
            Types = positions.Types,
            TypeOf = context => positions.Of(context.Info.Type) is >= 0 and var index
                ? (context.Info.Params[index].Type, context.Info.Params[index].Format)
                : (first.Type, first.Format),
            IsRaw = true,
        };
    }

    private static bool IsEmptyNumber(EventContext context, int index)
        => (uint)index < (uint)ParamText.ParamCount(context)
            && FieldText.IsNumber(context.Info.Params[index].Type)
            && context.Event.Param(index).IsEmpty;

    /// <summary>A parameter as a field's value: a number, or bytes; a path or string that was NULL is "&lt;NA&gt;".</summary>
    public static bool TryReadRaw(EventContext context, int index, out FieldValue value)
    {
        value = default;
        if ((uint)index >= (uint)ParamText.ParamCount(context))
        {
            return false;
        }

        var type = context.Info.Params[index].Type;
        var bytes = context.Event.ParamSlice(index);
        if (FieldText.IsNumber(type))
        {
            return FieldText.TryRead(type, bytes.Span, out value);
        }

        if (type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath)
        {
            value = new FieldValue(ParamText.IsNull(type, bytes.Span)
                ? NotAvailable
                : bytes.Slice(0, PrintableText.UpToNul(bytes.Span).Length));
            return true;
        }

        value = new FieldValue(bytes);
        return !bytes.IsEmpty;
    }

    /// <summary>Where the parameter is; null where the text only begins with the name of one.</summary>
    /// <exception cref="FormatException">There is no such parameter.</exception>
    private static ParamPositions? Locate(string argument)
    {
        var positions = new ParamPositions(argument);
        if (positions.First is not null)
        {
            return positions;
        }

        return ParamPositions.IsBeginning(argument) ? null : throw new FormatException($"unknown event argument {argument}");
    }

    /// <summary>
    /// Comparisons see the bytes, outputs the parameter's text: NULL where the event has no data.
    /// </summary>
    private static FieldDefinition BufferField()
    {
        var data = new ParamPositions("data");
        return Define.WithArgument(
            "evt.buffer",
            ParamType.ByteBuf,
            PrintFormat.Na,
            "the data of events that read or write, for searches with contains.",
            FieldFlags.None,
            _ => new BoundField
            {
                Type = ParamType.ByteBuf,
                Read = (EventContext context, out FieldValue value) =>
                {
                    var index = data.Of(context.Info.Type);
                    value = new FieldValue(context.Event.ParamSlice(index));
                    return (uint)index < (uint)ParamText.ParamCount(context);
                },
                ReadPrinted = (EventContext context, out FieldValue value) =>
                {
                    value = default;
                    var index = data.Of(context.Info.Type);
                    if ((uint)index >= (uint)ParamText.ParamCount(context))
                    {
                        return false;
                    }

                    context.Draft.Clear();
                    ParamText.AppendPlain(context.Draft, context, index);
                    value = new FieldValue(context.Scratch.Append(context.Draft.Pending).Take());
                    return true;
                },
                Types = data.Types,
            });
    }
}
