using System.Buffers;
using System.Text;
using Falco.Actors.Alerts;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Conformance.Tests;

/// <summary>Replays through the actors: stream, router, process trees, alert actors, ordered output.</summary>
internal static class PipelineReplay
{
    public static IEnumerable<ActualAlert> Run(ConformanceCase @case)
    {
        var loader = new RuleLoader();
        loader.Load(@case.RuleFiles);
        var sink = new Lines(new AlertFormat { Json = true, Iso8601Time = true, HostName = ConformanceCase.HostName });
        Replay(@case, new PipelineOptions
        {
            Rules = loader.Build(),
            Format = sink.Format,
            Sink = sink,
            Machine = ConformanceCase.HostName,
        }).GetAwaiter().GetResult();
        return sink.Alerts;
    }

    private static async Task Replay(ConformanceCase @case, PipelineOptions options)
    {
        await using var pipeline = Pipeline.Start(options);
        var result = await pipeline.Replay(wanted => CaptureReader.Open(@case.CaptureFile, wanted)).ConfigureAwait(false);
        if (result.Error is not null || result.Loss.TreeUnavailable > 0 || result.Loss.CrossingsExpired > 0)
        {
            throw new InvalidOperationException($"{result}");
        }
    }

    private sealed class Lines(AlertFormat format) : IAlertSink
    {
        private readonly ArrayBufferWriter<byte> _line = new();

        public AlertFormat Format => format;

        public List<ActualAlert> Alerts { get; } = [];

        public void Write(AlertId id, Alert alert)
        {
            format.Write(_line, alert);
            Alerts.Add(new ActualAlert(Encoding.UTF8.GetString(_line.WrittenSpan[..^1]), alert.EventNumber));
            _line.ResetWrittenCount();
        }
    }
}
