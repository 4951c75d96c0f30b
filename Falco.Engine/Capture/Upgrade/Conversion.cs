using Falco.Engine.Events;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>What is done with an event of an older schema.</summary>
internal enum ConversionAction : byte
{
    /// <summary>It goes on as it is.</summary>
    Pass,

    /// <summary>It waits for its exit event, which takes parameters from it.</summary>
    Store,

    /// <summary>Both.</summary>
    StoreAndPass,

    /// <summary>It gets parameters added.</summary>
    AddParams,

    /// <summary>It becomes an event of another type.</summary>
    ChangeType,
}

/// <summary>One step from an older form of an event towards today's.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Type">The type that it becomes, for <see cref="ConversionAction.ChangeType"/>.</param>
/// <param name="Sources">The added, or for another type all, parameters.</param>
internal sealed record Conversion(ConversionAction Action, EventType Type, ParamSource[] Sources);
