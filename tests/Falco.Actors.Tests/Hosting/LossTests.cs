using System.Buffers.Binary;
using System.IO.Compression;
using Falco.Actors.Alerts;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

/// <summary>What is lost is counted.</summary>
public class LossTests
{
    private const uint EventV2Block = 0x216;

    [Fact]
    public async Task What_the_recorder_dropped_is_counted_though_no_rule_asks_for_it()
    {
        using var capture = new MemoryStream();
        using (var file = new GZipStream(
            File.OpenRead(Path.Combine(Repository.Root, "samples", "seed.scap")), CompressionMode.Decompress))
        {
            await file.CopyToAsync(capture);
        }

        capture.Write(DropEvent());
        capture.Position = 0;
        await using var pipeline = Pipeline.Start(new PipelineOptions
        {
            Rules = new RuleLoader().Build(),
            Format = new AlertFormat(),
            Sink = new NoSink(),
            Machine = "test",
        });
        var result = await pipeline.Replay(wanted => CaptureReader.Open(capture, "seed.scap", wanted)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Null(result.Error);
        Assert.Equal(1, result.Loss.Recorder);
    }

    /// <summary>A block with one drop event, whose only parameter is the ratio.</summary>
    private static byte[] DropEvent()
    {
        const int headerLength = 26, bodyLength = 2 + headerLength + 2 + 4, blockLength = 8 + bodyLength + 2 + 4;
        var block = new byte[blockLength];
        BinaryPrimitives.WriteUInt32LittleEndian(block, EventV2Block);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), blockLength);
        var record = block.AsSpan(10);
        BinaryPrimitives.WriteUInt64LittleEndian(record, 2_000_000_000_000_000_000);
        BinaryPrimitives.WriteUInt32LittleEndian(record[16..], headerLength + 2 + 4);
        BinaryPrimitives.WriteUInt16LittleEndian(record[20..], (ushort)EventType.DROP_E);
        BinaryPrimitives.WriteUInt32LittleEndian(record[22..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(record[26..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(record[28..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(blockLength - 4), blockLength);
        return block;
    }

    private sealed class NoSink : IAlertSink
    {
        public void Write(AlertId id, Alert alert)
        {
        }
    }
}
