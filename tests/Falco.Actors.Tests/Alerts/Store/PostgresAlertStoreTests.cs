using Falco.Actors.Alerts.Store;
using Npgsql;
using Xunit;

namespace Falco.Actors.Tests.Alerts.Store;

public sealed class PostgresAlertStoreTests(PostgresServer server) : AlertStoreTests, IClassFixture<PostgresServer>
{
    private string _connectionString = "";

    public override async Task InitializeAsync()
    {
        if (server.Missing is null)
        {
            _connectionString = await server.NewSchema();
        }
    }

    [SkippableFact]
    public async Task A_null_character_where_PostgreSQL_takes_none_does_not_stop_an_alert()
    {
        await using var store = Open();
        var alert = SampleAlerts.Alert(1, "a\0b");
        Assert.Single(await store.Add([new NewAlert(alert, "c\0")]));
        Assert.Empty(await store.Add([new NewAlert(alert, "c\0")]));
        Assert.Single(await store.Open("a\0b", 0, 10));
    }

    [SkippableFact]
    public async Task A_server_that_is_down_is_named_without_its_password_and_once_it_is_up_the_store_works()
    {
        Skip.IfNot(server.Missing is null, server.Missing);
        await using var store = new PostgresAlertStore($"{_connectionString};Password=secret");
        await store.Count();
        server.Stop();
        try
        {
            var message = (await Assert.ThrowsAsync<AlertStoreException>(() => store.Count())).Message;
            Assert.Contains("PostgreSQL at", message, StringComparison.Ordinal);
            Assert.Contains("falco.alerts.store.connection-string", message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        }
        finally
        {
            server.Start();
        }

        NpgsqlConnection.ClearAllPools();
        Assert.Equal(0, (await store.Count()).Open);
    }

    private protected override IAlertStore Open()
    {
        Skip.IfNot(server.Missing is null, server.Missing);
        return new PostgresAlertStore(_connectionString);
    }

    private protected override async Task Execute(string sql) => await PostgresServer.Execute(_connectionString, sql);
}
