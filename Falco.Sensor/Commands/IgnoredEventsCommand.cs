using Falco.Sensor.Running;

namespace Falco.Sensor.Commands;

/// <summary><c>-i</c>: the system calls that are not collected unless base_syscalls.all is on.</summary>
internal static class IgnoredEventsCommand
{
    public static void Run()
        => Console.Out.Write($"Ignored syscall(s):\n{string.Concat(CollectedSyscalls.Ignored.Select(name => $"- {name}\n"))}\n");
}
