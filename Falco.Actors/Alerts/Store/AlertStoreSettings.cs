namespace Falco.Actors.Alerts.Store;

/// <summary>Where alerts are kept: HOCON's <c>falco.alerts.store</c>.</summary>
internal sealed record AlertStoreSettings
{
    /// <summary>What kind of store it is.</summary>
    public required AlertStoreKind Kind { get; init; }

    /// <summary>SQLite's file.</summary>
    public required string Path { get; init; }

    /// <summary>How PostgreSQL is reached.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>How long alerts are kept that all outputs have.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>How many of them are kept.</summary>
    public required long MaxAlerts { get; init; }

    /// <summary>How often old ones are deleted.</summary>
    public required TimeSpan PruneEvery { get; init; }

    /// <summary>How often there is a look for open alerts that nobody hands out.</summary>
    public required TimeSpan SweepEvery { get; init; }

    /// <summary>How long alerts are open before that look finds them.</summary>
    public required TimeSpan OpenFor { get; init; }

    /// <summary>How long a store that failed is left alone at most.</summary>
    public required TimeSpan RetryAtMost { get; init; }
}

/// <summary>The kinds of store.</summary>
internal enum AlertStoreKind
{
    /// <summary>None.</summary>
    Off,

    /// <summary>A file, for one alerts node.</summary>
    Sqlite,

    /// <summary>A database, for several.</summary>
    Postgresql,
}
