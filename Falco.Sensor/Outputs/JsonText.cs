using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Falco.Sensor.Outputs;

/// <summary>JSON for people and scripts to read: only what must be escaped is.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions OnOneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OnSeveral = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>A document on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Write(write, OnOneLine);

    /// <summary>A document with a line for each value, indented by two.</summary>
    public static string Indented(Action<Utf8JsonWriter> write) => Write(write, OnSeveral);

    private static string Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
