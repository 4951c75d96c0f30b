using Falco.Engine.Capture;
using Falco.Engine.State;

namespace Falco.Engine.Routing;

/// <summary>What is known of the machine beside its events, at the start and where another recording begins: every tree gets its part.</summary>
internal sealed partial class TreeRouter
{
    /// <summary>Takes over what is known of the machine beside its events.</summary>
    public void Seed(CaptureMetadata metadata)
    {
        if (!_isSeeding && metadata is ProcessList or FdList or SectionStart)
        {
            _directory.TrackDescriptors(true);
        }

        if (metadata is SectionStart)
        {
            _isRestart = true;
        }

        _isSeeding = true;
        _directory.Seed(metadata);
        _departed.Clear();
    }

    /// <summary>The machine's state is whole: every tree gets its part.</summary>
    private void EndSeed()
    {
        _isSeeding = false;
        _directory.CompleteSeed();
        var isWhole = _isRestart || _host is null;
        var parts = new Dictionary<TreeStream, List<ThreadInfo>> { [Host] = [] };
        var known = Trees.ToList();
        if (isWhole)
        {
            foreach (var tree in known)
            {
                tree.ThreadCount = 0;
                parts[tree] = [];
            }
        }

        foreach (var thread in _directory.Threads.ByGroup())
        {
            if (thread.Tree is null)
            {
                var tree = Home(thread, out var isNew);
                Assign(thread, tree);
                if (isNew || !parts.TryGetValue(tree, out var own))
                {
                    parts[tree] = own = [];
                }

                own.Add(thread);
            }
        }

        foreach (var (tree, own) in parts)
        {
            SeedTree(tree, own, isWhole || !known.Contains(tree));
        }

        if (!isWhole)
        {
            var state = new HostState(++_hostVersion, HostParcel.Write(_directory));
            foreach (var tree in known)
            {
                tree.Append(state);
            }
        }

        known.ForEach(CloseIfEmpty);

        _isRestart = false;
        _directory.TrackDescriptors(false);
        _departed.Clear();
    }

    private void SeedTree(TreeStream tree, List<ThreadInfo> own, bool isWhole)
    {
        var foreign = new List<ThreadInfo>();
        foreach (var thread in own)
        {
            _foreign.GatherKin(tree, thread, foreign);
        }

        if (isWhole)
        {
            tree.Append(new Seed(TreeCheckpoint.WriteSeed(_directory, own, foreign)));
        }
        else if (own.Count > 0)
        {
            tree.Append(new Foreign(ThreadParcel.Write(foreign, withDescriptors: false)));
            tree.Append(new Arrive(0, AsOwn: true, ThreadParcel.Write(own, withDescriptors: true)));
        }
    }
}
