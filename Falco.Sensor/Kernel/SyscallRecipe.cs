using Falco.Engine.Events;

namespace Falco.Sensor.Kernel;

/// <summary>What the kernel program does for a system call.</summary>
/// <param name="Number">The call's number on this architecture.</param>
/// <param name="Type">The event that it becomes.</param>
/// <param name="Special">Whether it takes more than steps.</param>
/// <param name="Steps">The event's parameters.</param>
internal sealed record SyscallRecipe(int Number, EventType Type, SpecialCall Special, IReadOnlyList<SyscallStep> Steps);
