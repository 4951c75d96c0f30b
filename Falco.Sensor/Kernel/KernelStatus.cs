using System.Runtime.InteropServices;
using System.Text.Json;
using Falco.Engine.Events;

namespace Falco.Sensor.Kernel;

/// <summary>Whether this machine's kernel can be watched, for people who ask why it is not.</summary>
/// <param name="Release">The kernel's version.</param>
/// <param name="HasTypes">Whether it describes its own types (BTF), which the kernel program is fitted to when it is loaded.</param>
/// <param name="Probe">What the kernel program is up to: <c>ready</c>, <c>loads</c>, or why it is not.</param>
internal sealed record KernelStatus(string Release, bool HasTypes, string Probe)
{
    private const string Library = "libbpf.so.1";

    /// <summary>What can be said without trying.</summary>
    public static KernelStatus Look() => Read("ready", () =>
    {
        KernelProgram.Check();
        if (!NativeLibrary.TryLoad(Library, out _))
        {
            throw KernelProgram.NoLibrary();
        }
    });

    /// <summary>What comes of loading the kernel program, which goes at once.</summary>
    public static KernelStatus Try() => Read("loads", () =>
        KernelEvents.Open(new KernelOptions(new EventTypeSet(EventType.SYSCALL_EXECVE_19_X), Environment.SystemPageSize)).Dispose());

    /// <summary>Writes it as a JSON object with sorted keys.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("btf", HasTypes);
        json.WriteString("probe", Probe);
        json.WriteString("release", Release);
        json.WriteEndObject();
    }

    /// <summary>As lines of <c>--version</c>.</summary>
    public override string ToString() => $"Kernel:\n  Release:        {Release}\n  BTF:            {(HasTypes ? "yes" : "no")}\n  Probe:          {Probe}\n";

    private static KernelStatus Read(string good, Action check)
    {
        string probe;
        try
        {
            check();
            probe = good;
        }
        catch (KernelException e)
        {
            probe = e.Message;
        }

        return new KernelStatus(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), File.Exists(KernelProgram.TypesFile), probe);
    }
}
