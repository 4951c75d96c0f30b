namespace Falco.Engine.State;

/// <summary>Bytes that should be state on its way, or a checkpoint, are not.</summary>
internal sealed class StateFormatException(string reason, int offset) : Exception($"state: at byte {offset}: {reason}")
{
    /// <summary>What is wrong.</summary>
    public string Reason { get; } = reason;

    /// <summary>Where, in bytes from the parcel's start.</summary>
    public int Offset { get; } = offset;
}
