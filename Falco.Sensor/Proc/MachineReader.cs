using System.Text;
using Falco.Engine.Capture;

namespace Falco.Sensor.Proc;

/// <summary>What /proc says of the machine as a whole.</summary>
internal static class MachineReader
{
    private const ulong NsPerSecond = 1_000_000_000;

    /// <param name="proc">The folder.</param>
    /// <param name="hostName">The machine's name where it is not to be the kernel's.</param>
    /// <param name="buffer">Room to work in.</param>
    public static MachineInfo Read(ProcFolder proc, string? hostName, byte[] buffer)
    {
        var (cpus, bootTime) = ReadStat(proc, buffer);
        return new MachineInfo(
            cpus,
            ReadMemory(proc, buffer),
            ProcFields.Unsigned(ReadText(proc, "sys/kernel/pid_max\0"u8, buffer)),
            hostName ?? Encoding.UTF8.GetString(ReadText(proc, "sys/kernel/hostname\0"u8, buffer)),
            bootTime,
            Flags: 0) { IsLive = true };
    }

    /// <summary>The processors that are switched on, and the start of the machine in ns since 1970; its resolution is a second.</summary>
    private static (uint Cpus, ulong BootTime) ReadStat(ProcFolder proc, byte[] buffer)
    {
        var cpus = 0u;
        var bootTime = 0UL;
        using var lines = proc.ReadLines("stat\0"u8, buffer);
        while (lines.TryNext(out var line))
        {
            if (line.StartsWith("btime "u8))
            {
                bootTime = ProcFields.Unsigned(line["btime ".Length..]) * NsPerSecond;
            }
            else if (line is [(byte)'c', (byte)'p', (byte)'u', >= (byte)'0' and <= (byte)'9', ..])
            {
                cpus++;
            }
        }

        return (cpus, bootTime);
    }

    private static ulong ReadMemory(ProcFolder proc, byte[] buffer)
    {
        using var lines = proc.ReadLines("meminfo\0"u8, buffer);
        while (lines.TryNext(out var line))
        {
            var fields = new ProcFields(line);
            if (fields.Next().SequenceEqual("MemTotal:"u8))
            {
                return ProcFields.Unsigned(fields.Next()) * 1024;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<byte> ReadText(ProcFolder proc, ReadOnlySpan<byte> name, byte[] buffer)
        => buffer.AsSpan(0, Math.Max(proc.Read(name, buffer.AsSpan(0, 256)), 0)).TrimEnd((byte)'\n');
}
