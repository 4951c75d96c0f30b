namespace Falco.Actors.Cluster;

/// <summary>How nodes know each other; see <c>falco.cluster.tls</c> in falco.conf.</summary>
/// <param name="Authority">The file with the certificates (PEM) of the authorities that sign nodes' certificates.</param>
/// <param name="Certificate">The file with the node's certificate and key, PKCS #12.</param>
/// <param name="Password">Its password; empty for none.</param>
internal sealed record TlsSettings(string Authority, string Certificate, string Password);
