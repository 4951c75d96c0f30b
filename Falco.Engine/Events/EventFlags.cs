namespace Falco.Engine.Events;

/// <summary>What an event type does to state (ppm_event_flags).</summary>
[Flags]
public enum EventFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Makes a descriptor.</summary>
    CreatesFd = 1 << 0,

    /// <summary>Closes a descriptor.</summary>
    DestroysFd = 1 << 1,

    /// <summary>Works on a descriptor that a parameter names.</summary>
    UsesFd = 1 << 2,

    /// <summary>Reads from a descriptor.</summary>
    ReadsFd = 1 << 3,

    /// <summary>Writes to a descriptor.</summary>
    WritesFd = 1 << 4,

    /// <summary>Changes the state of threads, descriptors or users.</summary>
    ModifiesState = 1 << 5,

    /// <summary>Not used.</summary>
    Unused = 1 << 6,

    /// <summary>Ends a wait.</summary>
    Waits = 1 << 7,

    /// <summary>Has no thread of its own.</summary>
    SkipParserReset = 1 << 8,

    /// <summary>Replaced by another type; captures may still hold it.</summary>
    OldVersion = 1 << 9,

    /// <summary>Its parameters may be longer than 64 KiB.</summary>
    LargePayload = 1 << 11,

    /// <summary>Brought to today's form when read from a capture.</summary>
    ConverterManaged = 1 << 12,
}
