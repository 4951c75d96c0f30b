using System.Collections.Concurrent;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Store;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Tests.Alerts;

/// <summary>A store that can be made to fail, and that tells what it was asked for.</summary>
internal sealed class UnreliableStore(IAlertStore store) : IAlertStore
{
    private int _calls;
    private int _atOnce;

    /// <summary>Whether it fails now.</summary>
    public volatile bool IsDown;

    /// <summary>Whether what it was asked for is done, and only the answer gets lost.</summary>
    public volatile bool LosesAnswers;

    /// <summary>The events of the matches that were to count no more, call by call.</summary>
    public ConcurrentQueue<IReadOnlyList<ulong>> Forgotten { get; } = new();

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Set where two calls of alerts were on their way at once.</summary>
    public bool WasCalledTwiceAtOnce { get; private set; }

    public Task<IReadOnlyList<OpenAlert>> Add(IReadOnlyList<NewAlert> alerts) => Do(() => store.Add(alerts));

    public Task Mark(IReadOnlyList<AlertMark> marks) => Do(async () =>
    {
        await store.Mark(marks);
        return true;
    });

    public Task<IReadOnlyList<OpenAlert>> Open(string rule, long after, int most) => Do(() => store.Open(rule, after, most));

    public Task<IReadOnlyList<AlertId>> AddMatches(IReadOnlyList<NewMatch> matches) => Do(() => store.AddMatches(matches));

    public Task<IReadOnlyList<StoredMatch>> Matches(string rule, long after, int most) => Do(() => store.Matches(rule, after, most));

    public Task ForgetMatches(string rule, IReadOnlyList<MatchId> matches) => Do(async () =>
    {
        await store.ForgetMatches(rule, matches);
        Forgotten.Enqueue([.. matches.Select(match => match.Event)]);
        return true;
    });

    public Task<IReadOnlyList<string>> RulesWithOpen(DateTime before) => Do(() => store.RulesWithOpen(before));

    public Task<long> Prune(DateTime before, long most) => store.Prune(before, most);

    public Task<IReadOnlyList<StoredAlert>> Query(AlertQuery query) => store.Query(query);

    public Task<AlertStoreCounts> Count() => store.Count();

    /// <summary>Waits for what is on its way: the files are deleted next.</summary>
    public async ValueTask DisposeAsync()
    {
        while (Volatile.Read(ref _atOnce) > 0)
        {
            await Task.Delay(5);
        }

        await store.DisposeAsync();
    }

    private async Task<T> Do<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref _calls);
        WasCalledTwiceAtOnce |= Interlocked.Increment(ref _atOnce) > 1;
        try
        {
            var result = IsDown && !LosesAnswers ? default : await work();
            return IsDown ? throw new AlertStoreException("the store is down for the test") : result!;
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }
}
