namespace Falco.Engine.Events;

/// <summary>The parameters of an event; missing ones are empty.</summary>
internal interface IEventParams
{
    /// <summary>The parameter's bytes.</summary>
    ReadOnlySpan<byte> Param(int index);

    /// <summary>The parameter as a sign-extended integer of its encoded size.</summary>
    bool TryGetInt64(int index, out long value);

    /// <summary>The parameter as a zero-extended integer of its encoded size.</summary>
    bool TryGetUInt64(int index, out ulong value);

    /// <summary>The parameter as text up to its NUL.</summary>
    bool TryGetText(int index, out Utf8 text);
}
