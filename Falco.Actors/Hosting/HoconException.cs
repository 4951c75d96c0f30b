namespace Falco.Actors.Hosting;

/// <summary>Something in the HOCON configuration cannot be used. The message, for people, names the file or key and says why.</summary>
public sealed class HoconException(string message, Exception? cause = null) : Exception(message, cause);
