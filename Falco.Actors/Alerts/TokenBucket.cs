namespace Falco.Actors.Alerts;

/// <summary>Lets something be done so often in a row, and so often a second in the long run.</summary>
/// <param name="rate">Tokens that come each second.</param>
/// <param name="capacity">Tokens that there are at first and at most.</param>
public sealed class TokenBucket(double rate, double capacity)
{
    private double _taken;
    private ulong _last;

    /// <summary>Takes a token; false where there is none.</summary>
    /// <param name="now">The time in nanoseconds, which may be any clock's.</param>
    public bool Take(ulong now)
    {
        if (_last != 0 && now > _last)
        {
            _taken = Math.Max(0, _taken - (rate * (now - _last) / 1e9));
        }

        _last = now;
        if (_taken + 1 > capacity)
        {
            return false;
        }

        _taken++;
        return true;
    }
}
