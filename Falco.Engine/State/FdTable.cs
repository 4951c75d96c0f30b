namespace Falco.Engine.State;

/// <summary>Open descriptors of a process.</summary>
internal sealed class FdTable
{
    public static readonly FdTable Empty = new();

    private readonly SortedDictionary<long, FdInfo> _entries = [];

    public int Count => _entries.Count;

    public IEnumerable<KeyValuePair<long, FdInfo>> Entries => _entries;

    public FdInfo? Find(long fd) => _entries.GetValueOrDefault(fd);
}
