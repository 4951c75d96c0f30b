using System.Data.Common;
using Falco.Actors.Hosting;
using Npgsql;

namespace Falco.Actors.Alerts.Store;

/// <summary>Alerts in PostgreSQL, for any number of alerts nodes.</summary>
internal sealed class PostgresAlertStore : SqlAlertStore
{
    /// <summary>Any number, as long as it is the same for all who make the tables.</summary>
    private const long SchemaLock = 0x46616C636F416C72;

    private readonly NpgsqlDataSource _source;

    public PostgresAlertStore(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.MaxAutoPrepare = builder.MaxAutoPrepare > 0 ? builder.MaxAutoPrepare : 16;
        Name = $"PostgreSQL at {builder.Host}:{builder.Port}, database {builder.Database ?? builder.Username}";
        _source = NpgsqlDataSource.Create(builder);
    }

    protected override string PlaceType => "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    protected override string BytesType => "bytea";

    protected override string Name { get; }

    protected override string Advice => "See that it runs and lets the user in that falco.alerts.store.connection-string names";

    /// <exception cref="HoconException">It cannot be understood. What is in it is not repeated, as there may be a password.</exception>
    public static void Check(string connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new HoconException($"falco.alerts.store.connection-string: {e.Message}", e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task<T> Write<T>(Func<DbConnection, Task<T>> work)
    {
        var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var result = await work(connection).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
                return result;
            }
        }
    }

    protected override async Task<T> Read<T>(Func<DbConnection, Task<T>> work)
    {
        var connection = await _source.OpenConnectionAsync().ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await work(connection).ConfigureAwait(false);
        }
    }

    protected override Task BeforeSchema(DbConnection connection) => Execute(connection, $"SELECT pg_advisory_xact_lock({SchemaLock})");

    /// <summary>PostgreSQL's text has no null character.</summary>
    protected override string Storable(string text) => text.Replace('\0', '\uFFFD');
}
