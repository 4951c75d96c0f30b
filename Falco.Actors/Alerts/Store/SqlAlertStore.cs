using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Falco.Engine.Output;
using Falco.Engine.Rules;

namespace Falco.Actors.Alerts.Store;

/// <summary>An alert store in a relational database: all but how it is connected to and the types that it has.</summary>
internal abstract partial class SqlAlertStore : IAlertStore
{
    private const int Version = 1;
    private const int RowsInStatement = 64;
    private const int RowsInDelete = 5000;
    private const string Columns = "place, sensor, epoch, event, rule, time, rule_index, priority, source, tags, message, fields, template, container, outputs";
    private const string AllColumns = $"{Columns}, stored_at, state";

    private static readonly string[] AddedColumns = AllColumns.Split(", ")[1..];

    private readonly SemaphoreSlim _opening = new(1);
    private bool _isOpen;

    /// <summary>The type of a number that the database gives each row, greater than those before.</summary>
    protected abstract string PlaceType { get; }

    /// <summary>The type of bytes.</summary>
    protected abstract string BytesType { get; }

    /// <summary>What the database is, for messages.</summary>
    protected abstract string Name { get; }

    /// <summary>What to look at when it cannot be used, for messages.</summary>
    protected abstract string Advice { get; }

    public Task<IReadOnlyList<OpenAlert>> Add(IReadOnlyList<NewAlert> alerts) => Do(() => Write<IReadOnlyList<OpenAlert>>(async connection =>
    {
        // In one order, whoever adds them: two that add the same do not wait for each other.
        var rows = new SortedDictionary<AlertId, NewAlert>(Comparer<AlertId>.Create(Compare));
        foreach (var alert in alerts)
        {
            rows.TryAdd(Storable(alert.Raised.Id), alert);
        }

        var places = new Dictionary<AlertId, long>();
        foreach (var part in rows.Chunk(RowsInStatement))
        {
            await Insert(connection, part, places).ConfigureAwait(false);
        }

        var added = new List<OpenAlert>();
        foreach (var alert in alerts)
        {
            if (places.Remove(Storable(alert.Raised.Id), out var place))
            {
                added.Add(new OpenAlert(place, alert.Raised, alert.Container, []));
            }
        }

        return added;
    }));

    public Task Mark(IReadOnlyList<AlertMark> marks) => Do(() => Write(async connection =>
    {
        foreach (var group in marks.OrderBy(mark => mark.Place).GroupBy(mark => (mark.State, Outputs: string.Join(',', mark.Outputs))))
        {
            foreach (var part in group.Chunk(RowsInStatement))
            {
                using var command = Command(connection, "");
                var places = string.Join(", ", part.Select(mark => Parameter(command, mark.Place)));
                command.CommandText = $"UPDATE falco_alerts SET state = {Parameter(command, (int)group.Key.State)}, "
                    + $"outputs = {Parameter(command, Storable(group.Key.Outputs))} WHERE state = 0 AND place IN ({places})";
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }

        return true;
    }));

    public Task<IReadOnlyList<OpenAlert>> Open(string rule, long after, int most) => Do(() => Read<IReadOnlyList<OpenAlert>>(async connection =>
    {
        using var command = Command(connection, $"SELECT {Columns} FROM falco_alerts WHERE state = 0 AND rule = @rule AND place > @after ORDER BY place LIMIT @most");
        Add(command, "@rule", Storable(rule));
        Add(command, "@after", after);
        Add(command, "@most", most);
        return await Rows(command, row => new OpenAlert(row.GetInt64(0), ReadAlert(row), row.GetString(13), Names(row.GetString(14)))).ConfigureAwait(false);
    }));

    public Task<IReadOnlyList<string>> RulesWithOpen(DateTime before) => Do(() => Read<IReadOnlyList<string>>(async connection =>
    {
        using var command = Command(connection, "SELECT DISTINCT rule FROM falco_alerts WHERE state = 0 AND stored_at < @before");
        Add(command, "@before", Milliseconds(before));
        return await Rows(command, row => row.GetString(0)).ConfigureAwait(false);
    }));

    public async Task<long> Prune(DateTime before, long most)
    {
        long deleted = 0, part;
        do
        {
            part = await Do(() => Write(connection => Delete(connection, "AND stored_at < @before", command => Add(command, "@before", Milliseconds(before)), RowsInDelete)))
                .ConfigureAwait(false);
            deleted += part;
        }
        while (part == RowsInDelete);
        await PruneMatches(before).ConfigureAwait(false);
        var (_, done, heldBack) = await Count().ConfigureAwait(false);
        for (var beyond = done + heldBack - most; beyond > 0; beyond -= part)
        {
            var next = (int)Math.Min(beyond, RowsInDelete);
            part = await Do(() => Write(connection => Delete(connection, "", _ => { }, next))).ConfigureAwait(false);
            deleted += part;
            if (part == 0)
            {
                break;
            }
        }

        return deleted;
    }

    public Task<IReadOnlyList<StoredAlert>> Query(AlertQuery query) => Do(() => Read<IReadOnlyList<StoredAlert>>(async connection =>
    {
        using var command = Command(connection, "");
        var where = new List<string>();
        void Where(string column, string comparison, object? value)
        {
            if (value is not null)
            {
                where.Add($"{column} {comparison} {Parameter(command, value)}");
            }
        }

        Where("rule", "=", query.Rule is null ? null : Storable(query.Rule));
        Where("container", "=", query.Container is null ? null : Storable(query.Container));
        Where("time", ">=", query.Since is { } since ? Milliseconds(since) * 1_000_000 : null);
        Where("state", "=", query.State is { } state ? (int)state : null);
        var condition = where.Count > 0 ? $"WHERE {string.Join(" AND ", where)}" : "";
        command.CommandText = $"SELECT {AllColumns} FROM falco_alerts {condition} ORDER BY place DESC LIMIT {Parameter(command, query.Limit)}";
        return await Rows(command, row => new StoredAlert(
            ReadAlert(row),
            row.GetString(13),
            DateTime.UnixEpoch.AddMilliseconds(row.GetInt64(15)),
            (AlertState)row.GetInt32(16),
            Names(row.GetString(14)))).ConfigureAwait(false);
    }));

    public Task<AlertStoreCounts> Count() => Do(() => Read(async connection =>
    {
        using var command = Command(connection, "SELECT state, count(*) FROM falco_alerts GROUP BY state");
        var counts = (await Rows(command, row => (State: (AlertState)row.GetInt32(0), Count: row.GetInt64(1))).ConfigureAwait(false))
            .ToDictionary(row => row.State, row => row.Count);
        return new AlertStoreCounts(
            counts.GetValueOrDefault(AlertState.Open), counts.GetValueOrDefault(AlertState.Done), counts.GetValueOrDefault(AlertState.HeldBack));
    }));

    public virtual ValueTask DisposeAsync()
    {
        _opening.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Does something in a transaction.</summary>
    protected abstract Task<T> Write<T>(Func<DbConnection, Task<T>> work);

    /// <summary>Looks something up.</summary>
    protected abstract Task<T> Read<T>(Func<DbConnection, Task<T>> work);

    /// <summary>What is done before the tables are made, in the same transaction.</summary>
    protected virtual Task BeforeSchema(DbConnection connection) => Task.CompletedTask;

    /// <summary>A text as the database can have it.</summary>
    protected virtual string Storable(string text) => text;

    protected static DbCommand Command(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static string Parameter(DbCommand command, object value)
    {
        var name = $"@p{command.Parameters.Count}";
        Add(command, name, value);
        return name;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static async Task<List<T>> Rows<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static async Task<long> Delete(DbConnection connection, string condition, Action<DbCommand> add, int most)
    {
        using var command = Command(
            connection, $"DELETE FROM falco_alerts WHERE place IN (SELECT place FROM falco_alerts WHERE state <> 0 {condition} ORDER BY place LIMIT @most)");
        add(command);
        Add(command, "@most", most);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static RaisedAlert ReadAlert(DbDataReader row) => new(
        new AlertId(row.GetString(1), row.GetInt64(2), unchecked((ulong)row.GetInt64(3)), row.GetString(4)),
        new Alert
        {
            EventNumber = unchecked((ulong)row.GetInt64(3)),
            Rule = row.GetString(4),
            Timestamp = unchecked((ulong)row.GetInt64(5)),
            RuleIndex = row.GetInt32(6),
            Priority = (Priority)row.GetInt32(7),
            Source = row.GetString(8),
            Tags = JsonSerializer.Deserialize<string[]>(row.GetString(9))!,
            Message = row.GetFieldValue<byte[]>(10),
            FieldsJson = row.GetFieldValue<byte[]>(11),
            Template = row.GetString(12),
        });

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static long Milliseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static int Compare(AlertId left, AlertId right)
    {
        var order = string.CompareOrdinal(left.Sensor, right.Sensor);
        order = order != 0 ? order : left.Epoch.CompareTo(right.Epoch);
        order = order != 0 ? order : left.Event.CompareTo(right.Event);
        return order != 0 ? order : string.CompareOrdinal(left.Rule, right.Rule);
    }

    private AlertId Storable(AlertId id) => id with { Sensor = Storable(id.Sensor), Rule = Storable(id.Rule) };

    private async Task Insert(DbConnection connection, KeyValuePair<AlertId, NewAlert>[] rows, Dictionary<AlertId, long> places)
    {
        using var command = Command(connection, "");
        var now = Milliseconds(DateTime.UtcNow);
        var text = new StringBuilder($"INSERT INTO falco_alerts ({string.Join(", ", AddedColumns)}) VALUES ");
        for (var i = 0; i < rows.Length; i++)
        {
            var (id, (raised, container)) = rows[i];
            var alert = raised.Alert;
            object[] values =
            [
                id.Sensor, id.Epoch, unchecked((long)id.Event), id.Rule, unchecked((long)alert.Timestamp), alert.RuleIndex, (int)alert.Priority,
                Storable(alert.Source), JsonSerializer.Serialize(alert.Tags), alert.Message.ToArray(), alert.FieldsJson.ToArray(),
                Storable(alert.Template), Storable(container), "", now, (int)AlertState.Open,
            ];
            text.Append(i > 0 ? ", (" : "(").AppendJoin(", ", values.Select(value => Parameter(command, value))).Append(')');
        }

        text.Append(" ON CONFLICT (sensor, epoch, event, rule) DO NOTHING RETURNING place, sensor, epoch, event, rule");
        command.CommandText = text.ToString();
        var added = await Rows(command, row => (
            Id: new AlertId(row.GetString(1), row.GetInt64(2), unchecked((ulong)row.GetInt64(3)), row.GetString(4)),
            Place: row.GetInt64(0))).ConfigureAwait(false);
        foreach (var (id, place) in added)
        {
            places.Add(id, place);
        }
    }

    /// <summary>Makes sure of the tables first, and names in an error what failed and what to look at.</summary>
    private async Task<T> Do<T>(Func<Task<T>> work)
    {
        try
        {
            if (!Volatile.Read(ref _isOpen))
            {
                await OpenSchema().ConfigureAwait(false);
            }

            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or IOException or SocketException or TimeoutException or UnauthorizedAccessException)
        {
            throw new AlertStoreException($"{Name}: {e.Message}. {Advice}", e);
        }
    }

    private async Task OpenSchema()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isOpen)
            {
                await Write(MakeSchema).ConfigureAwait(false);
                Volatile.Write(ref _isOpen, true);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<bool> MakeSchema(DbConnection connection)
    {
        await BeforeSchema(connection).ConfigureAwait(false);
        await Execute(connection, "CREATE TABLE IF NOT EXISTS falco_alert_store (version integer NOT NULL)").ConfigureAwait(false);
        await MakeMatches(connection).ConfigureAwait(false);
        using var command = Command(connection, "SELECT version FROM falco_alert_store");
        switch (await command.ExecuteScalarAsync().ConfigureAwait(false))
        {
            case null:
                break;
            case var found when Convert.ToInt32(found, CultureInfo.InvariantCulture) is var version && version != Version:
                throw new AlertStoreException(
                    $"{Name}: the tables are of version {version}, and this program knows version {Version}. "
                    + $"{(version > Version ? "A later version of the program made them: use that one" : "An earlier version of the program made them")}"
                    + ", or give it a database of its own");
            default:
                return true;
        }

        await Execute(connection, $"INSERT INTO falco_alert_store (version) VALUES ({Version})").ConfigureAwait(false);
        await Execute(connection, $"""
            CREATE TABLE falco_alerts (
              place {PlaceType},
              sensor text NOT NULL,
              epoch bigint NOT NULL,
              event bigint NOT NULL,
              rule text NOT NULL,
              time bigint NOT NULL,
              rule_index integer NOT NULL,
              priority integer NOT NULL,
              source text NOT NULL,
              tags text NOT NULL,
              message {BytesType} NOT NULL,
              fields {BytesType} NOT NULL,
              template text NOT NULL,
              container text NOT NULL,
              outputs text NOT NULL,
              stored_at bigint NOT NULL,
              state integer NOT NULL,
              UNIQUE (sensor, epoch, event, rule))
            """).ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX falco_alerts_open ON falco_alerts (rule, place) WHERE state = 0").ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX falco_alerts_old ON falco_alerts (stored_at) WHERE state <> 0").ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX falco_alerts_rule ON falco_alerts (rule, place)").ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX falco_alerts_container ON falco_alerts (container, place)").ConfigureAwait(false);
        return true;
    }

    protected static async Task Execute(DbConnection connection, string text)
    {
        using var command = Command(connection, text);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
