using Falco.Actors.Alerts.Store;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Falco.Actors.Tests.Alerts.Store;

public sealed class SqliteAlertStoreTests : AlertStoreTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("falco-store").FullName;

    private string File => Path.Combine(_folder, "made", "alerts.db");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_is_named_and_once_it_can_the_store_works()
    {
        var place = Path.Combine(_folder, "taken");
        await System.IO.File.WriteAllTextAsync(place, "no folder");
        var file = Path.Combine(place, "alerts.db");
        await using var store = new SqliteAlertStore(file);
        var message = (await Assert.ThrowsAsync<AlertStoreException>(() => store.Count())).Message;
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains("falco.alerts.store.path", message, StringComparison.Ordinal);
        System.IO.File.Delete(place);
        Assert.Equal(0, (await store.Count()).Open);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));
        await using var store = Open();
        Assert.Contains(File, (await Assert.ThrowsAsync<AlertStoreException>(() => store.Count())).Message, StringComparison.Ordinal);
    }

    private protected override IAlertStore Open() => new SqliteAlertStore(File);

    private protected override async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
