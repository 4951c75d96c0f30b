using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Falco.Actors.Alerts.Store;

/// <summary>
/// Alerts in a file, for one node. One thread writes; what waits for it goes into one transaction, as it is the transaction's end that
/// costs: then the alerts are on the disk.
/// </summary>
internal sealed class SqliteAlertStore : SqlAlertStore
{
    private const int MaxJobs = 256;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(MaxJobs);
    private readonly Task _writer;
    private SqliteConnection? _connection;

    public SqliteAlertStore(string path)
    {
        _path = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = 10 }.ToString();
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    protected override string PlaceType => "INTEGER PRIMARY KEY AUTOINCREMENT";

    protected override string BytesType => "BLOB";

    protected override string Name => $"SQLite file {_path}";

    protected override string Advice => "See that falco.alerts.store.path names a file that can be written, and that its disk is not full";

    public override async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task<T> Write<T>(Func<DbConnection, Task<T>> work)
    {
        var job = new Job<T>(work);
        try
        {
            await _jobs.Writer.WriteAsync(job).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new AlertStoreException($"{Name} is closed", e);
        }

        return await job.Result.ConfigureAwait(false);
    }

    protected override Task<T> Read<T>(Func<DbConnection, Task<T>> work) => Task.Run(async () =>
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return await work(connection).ConfigureAwait(false);
    });

    private void WriteAll()
    {
        var jobs = new List<Job>();
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            jobs.Clear();
            while (jobs.Count < MaxJobs && _jobs.Reader.TryRead(out var job))
            {
                jobs.Add(job);
            }

            if (TryWrite(jobs) is not { } error)
            {
                jobs.ForEach(job => job.Complete());
            }
            else if (jobs is [var only])
            {
                only.Fail(error);
            }
            else
            {
                // It may be the fault of one of them.
                foreach (var job in jobs)
                {
                    if (TryWrite([job]) is { } its)
                    {
                        job.Fail(its);
                    }
                    else
                    {
                        job.Complete();
                    }
                }
            }
        }

        _connection?.Dispose();
    }

    /// <summary>Does the jobs in a transaction; what went wrong, or null.</summary>
    private Exception? TryWrite(IReadOnlyList<Job> jobs)
    {
        try
        {
            _connection ??= Connect();
            using var transaction = _connection.BeginTransaction();
            foreach (var job in jobs)
            {
                job.Run(_connection);
            }

            transaction.Commit();
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it is for those who wait for the jobs.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _connection?.Dispose();
            _connection = null;
            return e;
        }
    }

    private SqliteConnection Connect()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = Command(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Something to write, for somebody who waits for it.</summary>
    private abstract class Job
    {
        public abstract void Run(DbConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception cause);
    }

    private sealed class Job<T>(Func<DbConnection, Task<T>> work) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Result => _done.Task;

        // SQLite's calls are done when they return.
        public override void Run(DbConnection connection) => _result = work(connection).GetAwaiter().GetResult();

        public override void Complete() => _done.TrySetResult(_result);

        public override void Fail(Exception cause) => _done.TrySetException(cause);
    }
}
