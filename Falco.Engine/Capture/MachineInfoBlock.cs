using System.Text;

namespace Falco.Engine.Capture;

/// <summary>The machine info block.</summary>
internal static class MachineInfoBlock
{
    private const int HostNameLength = 128;

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
}
