using BenchmarkDotNet.Attributes;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>Keeping state up to date: a capture's events, already in memory, applied to a new tree.</summary>
[MemoryDiagnoser]
public class StateBenchmarks
{
    private List<CaptureMetadata> _metadata = [];
    private EventBatch _events = new(16);

    /// <summary>Reads the capture.</summary>
    [GlobalSetup]
    public void Load() => (_metadata, _events) = Samples.Read(Samples.Capture);

    /// <summary>Everything, descriptors included.</summary>
    [Benchmark(Baseline = true)]
    public int WholeState() => Apply(new ProcessTree(), ProcessTree.StateEventTypes);

    /// <summary>Lineage alone, as a directory of processes keeps it.</summary>
    [Benchmark]
    public int LineageAlone() => Apply(new ProcessTree(tracksDescriptors: false), ProcessTree.LineageEventTypes);

    private int Apply(ProcessTree tree, EventTypeSet types)
    {
        foreach (var metadata in _metadata)
        {
            tree.Seed(metadata);
        }

        foreach (var e in _events)
        {
            if (types.Contains(e.Type))
            {
                tree.Apply(e);
                tree.Complete();
            }
        }

        return tree.Threads.Count;
    }
}
