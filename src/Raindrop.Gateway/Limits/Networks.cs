using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Raindrop.Gateway.Limits;

/// <summary>Sorts addresses into networks. There is a fixed number, by a hash that nobody outside can foresee, so that no flood of addresses fills the memory.</summary>
internal static class Networks
{
    public const int Count = 1 << 16;

    private const int Ipv6Length = 16;

    /// <summary>The network of an address: an IPv4 address itself, of an IPv6 address the first 64 bits, which one subscriber has.</summary>
    public static int Find(IPAddress? address)
    {
        if (address is null) return 0;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[Ipv6Length];
        address.TryWriteBytes(bytes, out _);
        var prefix = address.AddressFamily == AddressFamily.InterNetwork ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return HashCode.Combine(address.AddressFamily, prefix) & (Count - 1);
    }
}
