using System.Text;

namespace Falco.Engine.Capture;

/// <summary>The machine info block.</summary>
internal static class MachineInfoBlock
{
    private const int HostNameLength = 128;
    private const int ReservedLength = 2 * sizeof(ulong);

    public static MachineInfo Read(ReadOnlySpan<byte> body)
    {
        var cursor = new BlockCursor(body);
        var cpus = cursor.U32();
        var memory = cursor.U64();
        var maxPid = cursor.U64();
        var host = cursor.Bytes(HostNameLength);
        var nul = host.IndexOf((byte)0);
        return new MachineInfo(
            cpus, memory, maxPid, Encoding.UTF8.GetString(nul < 0 ? host : host[..nul]), cursor.U64(), cursor.U64());
    }

    /// <summary>Writes the block.</summary>
    /// <returns>Its length.</returns>
    public static int Write(BlockWriter writer, MachineInfo machine)
    {
        writer.Begin(BlockType.MachineInfo);
        writer.Number(machine.Cpus);
        writer.Number(machine.MemoryBytes);
        writer.Number(machine.MaxPid);
        var name = Encoding.UTF8.GetBytes(machine.HostName).AsSpan();
        name = name[..Math.Min(name.Length, HostNameLength - 1)];
        writer.Bytes(name);
        writer.Zeros(HostNameLength - name.Length);
        writer.Number(machine.BootTimestamp);
        writer.Number(machine.Flags);
        writer.Zeros(ReservedLength);
        return writer.End();
    }
}
