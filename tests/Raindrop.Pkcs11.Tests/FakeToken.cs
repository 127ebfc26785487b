using Net.Pkcs11Interop.Common;
using Raindrop.Credentials;
using Raindrop.Pkcs11.Tokens;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A token without a module, which counts.</summary>
internal sealed class FakeToken : IToken
{
    private int _opened;
    private int _open;
    private int _reconnects;

    public int Opened => _opened;

    public int Open => _open;

    public int Reconnects => _reconnects;

    /// <summary>What the next attempts to open a session fail with.</summary>
    public Queue<CKR> OpenFailures { get; } = [];

    public CKR[] OpenFails
    {
        set
        {
            OpenFailures.Clear();
            foreach (var code in value) OpenFailures.Enqueue(code);
        }
    }

    public ITokenSession OpenSession(bool isWriting = false)
    {
        if (OpenFailures.TryDequeue(out var code)) throw new Pkcs11Exception("C_OpenSession", code);
        Interlocked.Increment(ref _opened);
        Interlocked.Increment(ref _open);
        return new Session(this);
    }

    public void Reconnect() => Interlocked.Increment(ref _reconnects);

    private sealed class Session(FakeToken token) : ITokenSession
    {
        public string FindCurrentKey() => "01";

        public Secret Authenticate(string keyId, byte[] message) => Secret.Random(64);

        public IReadOnlyList<Pkcs11Key> ListKeys() => [];

        public Pkcs11Key CreateKey() => throw new NotSupportedException();

        public void Dispose() => Interlocked.Decrement(ref token._open);
    }
}
