namespace Falco.Engine.Rules;

/// <summary>A version in three numbers. <see cref="Current"/> is the one of Falco's engine that this one equals.</summary>
public readonly record struct EngineVersion(uint Major, uint Minor, uint Patch) : IComparable<EngineVersion>
{
    /// <summary>The rules language of Falco 0.44.</summary>
    public static EngineVersion Current { get; } = new(0, 62, 0);

    /// <summary>The version that a plain number in a rules file stands for.</summary>
    public static EngineVersion FromNumber(uint number) => new(Current.Major, number, Current.Patch);

    /// <summary>Reads three numbers with dots between them; what follows the third is ignored.</summary>
    public static bool TryParse(string text, out EngineVersion version)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<uint> parts = stackalloc uint[3];
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (!uint.TryParse(text.AsSpan(start, at - start), out parts[i]) || (i < 2 && (at >= text.Length || text[at++] != '.')))
            {
                version = default;
                return false;
            }
        }

        version = new EngineVersion(parts[0], parts[1], parts[2]);
        return true;
    }

    /// <summary>Whether what needs <paramref name="required"/> works with this version.</summary>
    public bool Satisfies(EngineVersion required) => Major == required.Major && CompareTo(required) >= 0;

    /// <inheritdoc/>
    public int CompareTo(EngineVersion other) => Major != other.Major ? Major.CompareTo(other.Major)
        : Minor != other.Minor ? Minor.CompareTo(other.Minor)
        : Patch.CompareTo(other.Patch);

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(EngineVersion left, EngineVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(EngineVersion left, EngineVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is not newer.</summary>
    public static bool operator <=(EngineVersion left, EngineVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is not older.</summary>
    public static bool operator >=(EngineVersion left, EngineVersion right) => left.CompareTo(right) >= 0;
}
