using System.Runtime.InteropServices;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>The machine's network interfaces with their addresses (see <c>man 3 getifaddrs</c>): those of IPv4, then those of IPv6.</summary>
internal static unsafe partial class NetworkInterfaces
{
    private const int MaxCount = 10_000;
    private const ushort Inet = 2;
    private const ushort Inet6 = 10;

    public static InterfaceList Read()
    {
        var entries = new List<InterfaceEntry>();
        if (GetAddresses(out var first) != 0)
        {
            return new InterfaceList(entries);
        }

        AddFamily(entries, first, Inet, offset: 4, length: 4);
        AddFamily(entries, first, Inet6, offset: 8, length: 16);
        FreeAddresses(first);
        return new InterfaceList(entries);
    }

    private static void AddFamily(List<InterfaceEntry> entries, InterfaceAddress* first, ushort family, int offset, int length)
    {
        for (var item = first; item is not null && entries.Count < MaxCount; item = item->Next)
        {
            if (item->Address is not null && *(ushort*)item->Address == family)
            {
                entries.Add(new InterfaceEntry(
                    Utf8.Copy(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(item->Name)),
                    Bytes(item->Address, offset, length),
                    Bytes(item->Netmask, offset, length),
                    Bytes(item->Broadcast, offset, length),
                    LinkSpeed: 0));
            }
        }
    }

    /// <summary>The address in a socket address; zeros where there is none.</summary>
    private static Utf8 Bytes(byte* socketAddress, int offset, int length)
        => socketAddress is null ? new Utf8(new byte[length]) : Utf8.Copy(new ReadOnlySpan<byte>(socketAddress + offset, length));

    [LibraryImport("libc", EntryPoint = "getifaddrs")]
    private static partial int GetAddresses(out InterfaceAddress* first);

    [LibraryImport("libc", EntryPoint = "freeifaddrs")]
    private static partial void FreeAddresses(InterfaceAddress* first);

    /// <summary>struct ifaddrs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct InterfaceAddress
    {
        public InterfaceAddress* Next;
        public byte* Name;
        public uint Flags;
        public byte* Address;
        public byte* Netmask;
        public byte* Broadcast;
        public void* Data;
    }
}
