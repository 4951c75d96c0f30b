using System.Security.Cryptography;
using System.Text;

namespace Falco.Actors.Cluster.Inspection.Endpoint;

/// <summary>Who may ask and who may change something.</summary>
internal sealed class ManagementAccess(ManagementSettings settings)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _token = Hash(settings.Token);

    /// <summary>Whether a request is refused: the HTTP status and why; null where it may pass.</summary>
    /// <param name="changes">Whether it changes something.</param>
    /// <param name="authorization">The header of that name; null where there is none.</param>
    public (int Status, string Why)? Refusal(bool changes, string? authorization)
    {
        if (!changes && settings.IsLocal)
        {
            return null;
        }

        if (settings.Token.Length == 0)
        {
            return (403, "Nothing can be changed here, as this node has no token: set falco.cluster.management.token or FALCO_MANAGEMENT_TOKEN on the node");
        }

        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (401, "This takes the node's token: --token TOKEN, or FALCO_MANAGEMENT_TOKEN in the environment");
        }

        // Of hashes, so that the time that it takes says nothing of the token's length either.
        return CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), _token)
            ? null
            : (403, "The token is not that of this node (its falco.cluster.management.token)");
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
