using System.Text.Json;
using Falco.Engine.Events;
using Falco.Engine.Rules.Matching;
using Falco.Sensor.CommandLine;
using Falco.Sensor.Outputs;
using Falco.Sensor.Running;

namespace Falco.Sensor.Commands;

/// <summary><c>--list-events</c>: all events of today's schema with their parameters, in Falco's layouts.</summary>
internal static class ListEventsCommand
{
    private static readonly (string Title, EventCategory Category)[] Categories =
    [
        ("Syscall events", EventCategory.Syscall), ("Tracepoint events", EventCategory.Tracepoint), ("Plugin events", EventCategory.Plugin),
        ("Metaevents", EventCategory.Metaevent),
    ];

    public static void Run(ListFormat format)
    {
        var categories = Categories
            .Select(category => (category.Title, Events: Listed().Where(e => CategoryOf(e.Info) == category.Category).ToList()))
            .ToList();
        if (format == ListFormat.Json)
        {
            Console.Out.WriteLine(JsonText.Indented(json => Write(json, categories)));
            return;
        }

        // All at once, as every line of its own would be written of its own.
        var text = new StringWriter();
        text.Write($"The events below are valid for Falco *Schema Version*: {Versions.DriverSchema}\n");
        foreach (var (title, events) in categories)
        {
            text.Write($"## {title}\n\n");
            if (format == ListFormat.Markdown)
            {
                text.Write("Default | Dir | Name | Params \n:-------|:----|:-----|:-----\n");
            }

            foreach (var e in events)
            {
                var mark = format == ListFormat.Markdown ? "*" : "";
                var parameters = string.Join(", ", e.Info.Params.Select(parameter => Describe(parameter, mark)));
                text.Write(format == ListFormat.Markdown
                    ? $"{(e.IsCollected ? "Yes" : "No")} | `{e.Direction}` | `{e.Name}` | {parameters}\n"
                    : $"{e.Direction} {e.Name}({parameters})\n");
            }

            text.Write("\n");
        }

        Console.Out.Write(text);
    }

    private static IEnumerable<Listing> Listed()
    {
        foreach (var info in EventSchema.All.ToArray())
        {
            if (info.Category != EventCategory.Unknown
                && (info.Flags & (EventFlags.OldVersion | EventFlags.Unused)) == 0
                && info.Type is not (EventType.GENERIC_E or EventType.GENERIC_X))
            {
                yield return new Listing(info, info.Name);
            }
        }

        // System calls without an event of their own come as generic ones.
        foreach (var syscall in Syscalls.All.ToArray())
        {
            if (syscall.Exit is null)
            {
                yield return new Listing(EventSchema.Get(EventType.GENERIC_E), syscall.Name);
                yield return new Listing(EventSchema.Get(EventType.GENERIC_X), syscall.Name);
            }
        }
    }

    private static EventCategory CategoryOf(EventInfo info)
        => Array.Find(Categories, category => (info.Category & category.Category) != 0).Category;

    private static bool HasSymbols(ParamInfo parameter) => parameter.Symbols is not null && parameter.Type
        is ParamType.Flags8 or ParamType.Flags16 or ParamType.Flags32 or ParamType.EnumFlags8 or ParamType.EnumFlags16 or ParamType.EnumFlags32;

    private static string Describe(ParamInfo parameter, string mark)
    {
        var text = $"{TypeNames.NameOf(parameter.Type)} **{parameter.Name}**";
        return HasSymbols(parameter)
            ? $"{text}: {string.Join(", ", parameter.Symbols!.Select(symbol => $"{mark}{symbol.Name}{mark}"))}"
            : text;
    }

    private static void Write(Utf8JsonWriter json, List<(string Title, List<Listing> Events)> categories)
    {
        json.WriteStartObject();
        foreach (var (title, events) in categories.OrderBy(category => category.Title, StringComparer.Ordinal))
        {
            // "schema_version" comes behind the titles, which begin with capitals.
            json.WriteStartArray(title);
            foreach (var e in events)
            {
                json.WriteStartObject();
                json.WriteBoolean("available", e.IsCollected);
                json.WriteString("dir", e.Direction);
                json.WriteString("name", e.Name);
                json.WriteStartArray("params");
                foreach (var parameter in e.Info.Params)
                {
                    json.WriteStartObject();
                    if (HasSymbols(parameter))
                    {
                        json.WriteStartArray("flags");
                        foreach (var symbol in parameter.Symbols!)
                        {
                            json.WriteStringValue(symbol.Name);
                        }

                        json.WriteEndArray();
                    }

                    json.WriteString("name", parameter.Name);
                    json.WriteString("type", TypeNames.NameOf(parameter.Type));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("schema_version", Versions.DriverSchema);
        json.WriteEndObject();
    }

    private sealed record Listing(EventInfo Info, string Name)
    {
        public string Direction => Info.IsEnter ? ">" : "<";

        /// <summary>Whether it is collected without base_syscalls.all.</summary>
        public bool IsCollected => Array.IndexOf(CollectedSyscalls.Ignored, Name) < 0;
    }
}
