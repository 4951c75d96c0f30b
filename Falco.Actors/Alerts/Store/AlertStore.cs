namespace Falco.Actors.Alerts.Store;

/// <summary>Opens the store that the settings name. What it needs is loaded only then.</summary>
internal static class AlertStore
{
    /// <summary>The store, which connects when it is used first; null where it is off.</summary>
    public static IAlertStore? Open(AlertStoreSettings settings) => settings.Kind switch
    {
        AlertStoreKind.Sqlite => OpenSqlite(settings),
        AlertStoreKind.Postgresql => OpenPostgresql(settings),
        _ => null,
    };

    private static SqliteAlertStore OpenSqlite(AlertStoreSettings settings) => new(settings.Path);

    private static PostgresAlertStore OpenPostgresql(AlertStoreSettings settings) => new(settings.ConnectionString);
}
