using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Raindrop.Credentials.Remote;

/// <summary>Bytes of a secret on their way through a stream: in memory that the collector does not move, zeroed when disposed.</summary>
internal sealed class WireBuffer : IDisposable
{
    private PinnedGCHandle<byte[]> _pin;

    public WireBuffer(int length)
    {
        Bytes = new byte[length];
        _pin = new PinnedGCHandle<byte[]>(Bytes);
    }

    public byte[] Bytes { get; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Bytes);
        _pin.Dispose();
    }
}
