using System.Security.Cryptography;

namespace Raindrop.Credentials.Remote;

/// <summary>Bytes of a secret on their way through a stream: in memory that the collector does not move, zeroed when disposed.</summary>
internal sealed class WireBuffer(int length) : IDisposable
{
    public byte[] Bytes { get; } = GC.AllocateArray<byte>(length, pinned: true);

    public void Dispose() => CryptographicOperations.ZeroMemory(Bytes);
}
