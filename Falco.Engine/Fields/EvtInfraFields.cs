using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// evt.infra.docker.*: what very old captures say of docker in infrastructure events, whose description is a list of
/// <c>Key: value</c> separated by semicolons.
/// </summary>
internal static class EvtInfraFields
{
    private const int ShortIdLength = 12;

    private static readonly EventTypeSet Types = new(EventType.INFRASTRUCTURE_EVENT_E);

    public static readonly FieldDefinition[] All =
    [
        Field("evt.infra.docker.name", "name of a docker event.", "Event", value => value),
        Field("evt.infra.docker.container.id", "id of the container.", "ID",
            value => value.Slice(0, Math.Min(value.Length, ShortIdLength))),
        Field("evt.infra.docker.container.name", "name of the container.", "name", value => value),
        Field("evt.infra.docker.container.image", "image of the container.", "Image", WithoutDigest),
    ];

    private static FieldDefinition Field(string name, string description, string key, Func<Utf8, Utf8> shape)
    {
        var keyBytes = Utf8.From(key);
        return Define.Field(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            description,
            (EventContext context, out FieldValue value) =>
            {
                value = default;
                if (context.Info.Type != EventType.INFRASTRUCTURE_EVENT_E || !TryFind(context.Event, keyBytes, out var found))
                {
                    return false;
                }

                value = new FieldValue(shape(found));
                return true;
            },
            FieldFlags.Hidden,
            Types);
    }

    private static bool TryFind(EventView e, Utf8 key, out Utf8 value)
    {
        e.TryGetText(2, out var rest);
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)';');
            var entry = Trim(end < 0 ? rest : rest.Slice(0, end));
            rest = end < 0 ? default : rest.Slice(end + 1);
            var colon = entry.Span.IndexOf((byte)':');
            if (colon >= 0 && entry.Span.StartsWith(key.Span))
            {
                value = Trim(entry.Slice(colon + 1));
                return true;
            }
        }

        value = default;
        return false;
    }

    private static Utf8 WithoutDigest(Utf8 image)
    {
        var at = image.Span.IndexOf((byte)'@');
        return at < 0 ? image : Trim(image.Slice(0, at));
    }

    private static Utf8 Trim(Utf8 text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text.Span[start] is (byte)' ' or (byte)'\t')
        {
            start++;
        }

        while (end > start && text.Span[end - 1] is (byte)' ' or (byte)'\t')
        {
            end--;
        }

        return text.Slice(start, end - start);
    }
}
