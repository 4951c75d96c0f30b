using System.Buffers;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;

namespace Falco.Engine.Tests.Fields;

/// <summary>Reads fields of single events, with as little state around them as the test wants.</summary>
internal static class FieldReading
{
    /// <summary>The event's thread: process 100, in /home/user/.</summary>
    public static ThreadInfo Process() => new()
    {
        Tid = 100,
        Pid = 100,
        Ptid = 1,
        Comm = Utf8.From("bash"),
        Cwd = Utf8.From("/home/user/"),
    };

    /// <summary>The context of an event: with the thread and descriptor given, but no state changed.</summary>
    public static EventContext Context(EventView e, ThreadInfo? thread = null, FdInfo? fd = null, long fdNumber = -1)
        => new(new ProcessTree())
        {
            Event = e,
            Info = EventSchema.Get(e.Type),
            Thread = thread,
            Fd = fd,
            FdNumber = fdNumber,
        };

    /// <summary>The field as text, null where it has no value.</summary>
    public static string? Text(this EventContext context, string field)
    {
        var target = new ScratchText();
        return FieldText.Append(target, FieldCatalog.Bind(field), context) ? target.Take().ToString() : null;
    }

    /// <summary>The field as JSON.</summary>
    public static string Json(this EventContext context, string field)
    {
        var output = new ArrayBufferWriter<byte>();
        FieldJson.Write(output, FieldCatalog.Bind(field), context);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
