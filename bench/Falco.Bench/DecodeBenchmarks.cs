using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>Reading a capture: decompression, blocks, upgrade to today's schema, frames in batches.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private byte[] _compressed = [];
    private byte[] _plain = [];

    /// <summary>Puts the capture into memory, as it is and decompressed.</summary>
    [GlobalSetup]
    public void Load()
    {
        _compressed = File.ReadAllBytes(Samples.Capture);
        using var inflated = new GZipStream(new MemoryStream(_compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        inflated.CopyTo(plain);
        _plain = plain.ToArray();
    }

    /// <summary>Every event, from the file as it is shipped.</summary>
    [Benchmark]
    public ulong Compressed() => ReadAll(_compressed, null);

    /// <summary>Every event, without decompression.</summary>
    [Benchmark(Baseline = true)]
    public ulong Plain() => ReadAll(_plain, null);

    /// <summary>Only what changes state.</summary>
    [Benchmark]
    public ulong PlainStateEvents() => ReadAll(_plain, ProcessTree.StateEventTypes);

    private static ulong ReadAll(byte[] bytes, EventTypeSet? wanted)
    {
        using var capture = CaptureReader.Open(new MemoryStream(bytes), "sample", wanted);
        using var batch = new EventBatch();
        while (capture.ReadInto(batch) != CaptureStep.End)
        {
            batch.Clear();
        }

        return capture.EventCount;
    }
}
