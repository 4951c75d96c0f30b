using Akka.Configuration;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Stateful;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Hosting;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Alerts;

/// <summary>How alerts are handled: HOCON's <c>falco.alerts</c>, checked.</summary>
internal sealed record AlertSettings
{
    /// <summary>Where alerts are kept.</summary>
    public required AlertStoreSettings Store { get; init; }

    /// <summary>What is held back.</summary>
    public required ThrottleSettings Throttle { get; init; }

    /// <summary>How matches of rules with a threshold or a sequence are held.</summary>
    public required StatefulSettings Stateful { get; init; }

    /// <summary>How outputs run.</summary>
    public required OutputSettings Outputs { get; init; }

    /// <summary>Reads the settings from the <c>falco</c> section.</summary>
    /// <exception cref="HoconException">A key or a value cannot be used; the message names it.</exception>
    public static AlertSettings Read(Config falco)
    {
        var settings = new AlertSettings
        {
            Store = ReadStore(falco),
            Throttle = new ThrottleSettings(
                ReadRate(falco, "alerts.throttle.rule"),
                ReadRate(falco, "alerts.throttle.container"),
                HoconValue.Time(falco, "alerts.throttle.summary-every")),
            Stateful = new StatefulSettings
            {
                MaxMatches = HoconValue.Count(falco, "alerts.stateful.max-matches", 2 * MatchPattern.MaxCount),
                Settle = HoconValue.Time(falco, "alerts.stateful.settle"),
                Patience = HoconValue.Time(falco, "alerts.stateful.patience"),
            },
            Outputs = new OutputSettings
            {
                SortWindow = IsOff(falco, "alerts.outputs.sort-window") ? TimeSpan.Zero : HoconValue.Time(falco, "alerts.outputs.sort-window"),
                RestartAfter = HoconValue.Time(falco, "alerts.outputs.restart-after"),
                RestartAtMost = HoconValue.Time(falco, "alerts.outputs.restart-at-most"),
                DrainTimeout = HoconValue.Time(falco, "alerts.outputs.drain-timeout"),
            },
        };
        return settings.Throttle.IsOn && settings.Store.Kind == AlertStoreKind.Off
            ? throw new HoconException("falco.alerts.throttle: what is held back is kept in a store, and falco.alerts.store.kind is off")
            : settings;
    }

    /// <summary>The same with another number of alerts that wait for an output; 0 leaves it as it is.</summary>
    public AlertSettings WithCapacity(int capacity) => capacity == 0 ? this : this with { Outputs = Outputs with { Capacity = capacity } };

    private static AlertStoreSettings ReadStore(Config falco)
    {
        var store = new AlertStoreSettings
        {
            Kind = falco.GetString("alerts.store.kind") switch
            {
                "off" => AlertStoreKind.Off,
                "sqlite" => AlertStoreKind.Sqlite,
                "postgresql" => AlertStoreKind.Postgresql,
                _ => throw HoconValue.Wrong(falco, "alerts.store.kind", "is not off, sqlite or postgresql"),
            },
            Path = HoconValue.Text(falco, "alerts.store.path"),
            ConnectionString = HoconValue.Text(falco, "alerts.store.connection-string"),
            Retention = HoconValue.Time(falco, "alerts.store.retention"),
            MaxAlerts = HoconValue.Count(falco, "alerts.store.max-alerts", 1),
            PruneEvery = HoconValue.Time(falco, "alerts.store.prune-every"),
            SweepEvery = HoconValue.Time(falco, "alerts.store.sweep-every"),
            OpenFor = HoconValue.Time(falco, "alerts.store.open-for"),
            RetryAtMost = HoconValue.Time(falco, "alerts.store.retry-at-most"),
        };
        return store switch
        {
            { Kind: AlertStoreKind.Sqlite, Path.Length: 0 } => throw new HoconException("falco.alerts.store.path is empty: it names the file of the store"),
            { Kind: AlertStoreKind.Postgresql, ConnectionString.Length: 0 } => throw new HoconException(
                "falco.alerts.store.connection-string is empty: it says how the database is reached, as in Host=db;Username=falco;Database=falco"),
            { Kind: AlertStoreKind.Postgresql } => Checked(store),
            _ => store,
        };
    }

    private static AlertStoreSettings Checked(AlertStoreSettings store)
    {
        PostgresAlertStore.Check(store.ConnectionString);
        return store;
    }

    private static ThrottleRate? ReadRate(Config falco, string section)
        => IsOff(falco, $"{section}.rate")
            ? null
            : new ThrottleRate(
                HoconValue.Count(falco, $"{section}.rate", 1) / HoconValue.Time(falco, $"{section}.per").TotalSeconds,
                HoconValue.Count(falco, $"{section}.burst", 1));

    private static bool IsOff(Config falco, string key) => falco.GetString(key) is "off";
}
