using System.Diagnostics;
using Npgsql;
using Xunit;

namespace Falco.Actors.Tests.Alerts.Store;

/// <summary>
/// A PostgreSQL server for the tests: Debian's programs on a folder that goes when they are over, reached by a socket in it. It does not
/// run as root, so tests that do start it as the user that comes with the package.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";

    private readonly string _folder;
    private readonly string _programs;

    public PostgresServer()
    {
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).LastOrDefault(HasServer) ?? ""
            : "";
        _folder = "";
        if (_programs.Length == 0)
        {
            Missing = "there is no PostgreSQL server: install Debian's package postgresql";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("falco-pg").FullName;
        if (Environment.UserName == "root")
        {
            Run("chown", User, _folder);
        }

        AsUser("initdb", "--pgdata", _folder, "--auth", "trust", "--username", "falco", "--encoding", "UTF8", "--no-sync");
        Start();
    }

    /// <summary>Why there is no server; null where there is one.</summary>
    public string? Missing { get; }

    private string ConnectionString => $"Host={_folder};Username=falco;Database=postgres";

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A place of its own for a test's tables.</summary>
    public async Task<string> NewSchema()
    {
        var name = $"t{Guid.NewGuid():n}";
        await Execute(ConnectionString, $"CREATE SCHEMA {name}");
        return $"{ConnectionString};Search Path={name}";
    }

    public void Start() => AsUser(
        "pg_ctl", "start", "--wait", "--pgdata", _folder, "--log", Path.Combine(_folder, "log"), "--options", $"-k {_folder} -c listen_addresses='' -c fsync=off");

    public void Stop() => AsUser("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", _folder);

    public void Dispose()
    {
        if (Missing is null)
        {
            Stop();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static bool HasServer(string programs) => File.Exists(Path.Combine(programs, "initdb")) && File.Exists(Path.Combine(programs, "postgres"));

    private void AsUser(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", User, "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // A server keeps what it inherits open, so its output is not waited for.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/tmp" };
        using var process = Process.Start(start)!;
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), $"{program} does not end");
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ends with {process.ExitCode}");
    }
}
