using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.Tests.Capture;

/// <summary>What a reader gives for a capture, kept.</summary>
internal sealed class CaptureContent
{
    /// <summary>Events and metadata in order.</summary>
    public List<object> Items { get; } = [];

    public IEnumerable<EventView> Events => Items.OfType<EventView>();

    public IEnumerable<CaptureMetadata> Metadata => Items.OfType<CaptureMetadata>();

    /// <summary>What ended the reading; null where the capture ended.</summary>
    public CaptureException? Error { get; private set; }

    public ulong EventCount { get; private set; }

    public ulong FirstTimestamp { get; private set; }

    /// <summary>Events as number and type.</summary>
    public IEnumerable<string> Numbered => Events.Select(e => $"{e.Number} {e.Type}");

    public static CaptureContent Read(byte[] bytes, EventTypeSet? wanted = null)
    {
        var content = new CaptureContent();
        try
        {
            using var reader = CaptureReader.Open(new MemoryStream(bytes), CaptureBuilder.Name, wanted);
            try
            {
                CaptureStep step;
                while ((step = reader.Read()) != CaptureStep.End)
                {
                    content.Items.Add(step == CaptureStep.Metadata ? reader.Metadata : new EventView(reader.Current.Frame.ToArray(), 0));
                }
            }
            finally
            {
                content.EventCount = reader.EventCount;
                content.FirstTimestamp = reader.FirstTimestamp;
            }
        }
        catch (CaptureException e)
        {
            content.Error = e;
        }

        return content;
    }

    /// <summary>An event's parameters as hexadecimal text, for comparison.</summary>
    public static string Params(EventView e)
        => string.Join(' ', Enumerable.Range(0, e.ParamCount).Select(i => e.Param(i).IsEmpty ? "-" : Convert.ToHexStringLower(e.Param(i))));
}
