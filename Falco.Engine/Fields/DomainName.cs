using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Falco.Engine.Events;

namespace Falco.Engine.Fields;

/// <summary>
/// A domain name that rules compare addresses with (fd.sip.name). Evaluation looks nothing up: who watches a machine says now and then
/// what the names of <see cref="All"/> stand for. On replay they stand for nothing. There is one of each name in a process.
/// </summary>
internal sealed class DomainName
{
    private static readonly ConcurrentDictionary<string, DomainName> Names = new(StringComparer.Ordinal);

    private readonly Utf8 _text;
    private volatile HashSet<(AddressFamily Family, UInt128 Address)> _addresses = [];

    private DomainName(string name)
    {
        Name = name;
        _text = Utf8.From(name);
    }

    /// <summary>Those that rules ask for.</summary>
    public static IEnumerable<DomainName> All => Names.Values;

    public string Name { get; }

    /// <summary>The one with this name.</summary>
    public static DomainName Of(string name) => Names.GetOrAdd(name, static n => new DomainName(n));

    /// <summary>A name that stands for the address; empty where none is known.</summary>
    public static Utf8 OfAddress(bool isIpv4, UInt128 address)
    {
        foreach (var name in Names.Values)
        {
            if (name.StandsFor(isIpv4, address))
            {
                return name._text;
            }
        }

        return default;
    }

    /// <summary>Whether the name stands for the address, whose bytes are in the order of the network, the first one the lowest.</summary>
    public bool StandsFor(bool isIpv4, UInt128 address)
        => _addresses.Contains((isIpv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, address));

    /// <summary>Says what the name stands for from now on.</summary>
    public void Set(IEnumerable<IPAddress> addresses) => _addresses = [.. addresses.Select(address => (address.AddressFamily, Number(address)))];

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
