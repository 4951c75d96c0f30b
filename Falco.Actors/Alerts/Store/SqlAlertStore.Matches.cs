using System.Data.Common;
using System.Text;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Alerts.Store;

/// <summary>Matches of stateful rules in the database: what of them still counts, and the ids of those that do not, so that none counts twice.</summary>
internal abstract partial class SqlAlertStore
{
    public Task<IReadOnlyList<AlertId>> AddMatches(IReadOnlyList<NewMatch> matches) => Do(() => Write<IReadOnlyList<AlertId>>(async connection =>
    {
        var rows = new SortedDictionary<AlertId, NewMatch>(Comparer<AlertId>.Create(Compare));
        foreach (var match in matches)
        {
            rows.TryAdd(Storable(match.Id), match);
        }

        var added = new HashSet<AlertId>();
        foreach (var part in rows.Chunk(RowsInStatement))
        {
            using var command = Command(connection, "");
            var now = Milliseconds(DateTime.UtcNow);
            var text = new StringBuilder("INSERT INTO falco_matches (sensor, epoch, event, rule, match, stored_at, counts) VALUES ");
            for (var i = 0; i < part.Length; i++)
            {
                var (id, match) = part[i];
                object[] values = [id.Sensor, id.Epoch, unchecked((long)id.Event), id.Rule, match.Bytes, now, 1];
                text.Append(i > 0 ? ", (" : "(").AppendJoin(", ", values.Select(value => Parameter(command, value))).Append(')');
            }

            text.Append(" ON CONFLICT (sensor, epoch, event, rule) DO NOTHING RETURNING sensor, epoch, event, rule");
            command.CommandText = text.ToString();
            added.UnionWith(await Rows(command, row => ReadId(row, 0)).ConfigureAwait(false));
        }

        return [.. matches.Select(match => match.Id).Where(id => added.Remove(Storable(id)))];
    }));

    public Task<IReadOnlyList<StoredMatch>> Matches(string rule, long after, int most) => Do(() => Read<IReadOnlyList<StoredMatch>>(async connection =>
    {
        using var command = Command(
            connection, "SELECT sensor, epoch, event, rule, place, match FROM falco_matches WHERE counts = 1 AND rule = @rule AND place > @after ORDER BY place LIMIT @most");
        Add(command, "@rule", Storable(rule));
        Add(command, "@after", after);
        Add(command, "@most", most);
        return await Rows(command, row => new StoredMatch(row.GetInt64(4), ReadId(row, 0), row.GetFieldValue<byte[]>(5))).ConfigureAwait(false);
    }));

    public Task ForgetMatches(string rule, IReadOnlyList<MatchId> matches) => Do(() => Write(async connection =>
    {
        foreach (var run in matches.GroupBy(match => (match.Sensor, match.Epoch)))
        {
            foreach (var part in run.Select(match => unchecked((long)match.Event)).Order().Chunk(RowsInStatement))
            {
                using var command = Command(connection, "");
                var events = string.Join(", ", part.Select(e => Parameter(command, e)));
                command.CommandText = $"UPDATE falco_matches SET counts = 0, match = {Parameter(command, Array.Empty<byte>())} WHERE "
                    + $"sensor = {Parameter(command, Storable(run.Key.Sensor))} AND epoch = {Parameter(command, run.Key.Epoch)} "
                    + $"AND rule = {Parameter(command, Storable(rule))} AND event IN ({events})";
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }

        return true;
    }));

    /// <summary>Deletes matches that count no more, of which nobody will hear again; and those that lie further back than any window.</summary>
    private Task<long> PruneMatches(DateTime before) => Do(() => Write(async connection =>
    {
        using var command = Command(connection, "DELETE FROM falco_matches WHERE stored_at < @before AND (counts = 0 OR stored_at < @windows)");
        Add(command, "@before", Milliseconds(before));
        Add(command, "@windows", Milliseconds(DateTime.UtcNow - TimeSpan.FromDays(2)));
        return (long)await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }));

    private async Task MakeMatches(DbConnection connection)
    {
        await Execute(connection, $"""
            CREATE TABLE IF NOT EXISTS falco_matches (
              place {PlaceType},
              sensor text NOT NULL,
              epoch bigint NOT NULL,
              event bigint NOT NULL,
              rule text NOT NULL,
              match {BytesType} NOT NULL,
              stored_at bigint NOT NULL,
              counts integer NOT NULL,
              UNIQUE (sensor, epoch, event, rule))
            """).ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX IF NOT EXISTS falco_matches_count ON falco_matches (rule, place) WHERE counts = 1").ConfigureAwait(false);
        await Execute(connection, "CREATE INDEX IF NOT EXISTS falco_matches_old ON falco_matches (stored_at)").ConfigureAwait(false);
    }

    private static AlertId ReadId(DbDataReader row, int at)
        => new(row.GetString(at), row.GetInt64(at + 1), unchecked((ulong)row.GetInt64(at + 2)), row.GetString(at + 3));
}
