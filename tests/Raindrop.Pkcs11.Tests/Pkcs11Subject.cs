using Raindrop.Keys;
using Raindrop.Keys.Providers;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A token of its own, with limits. It breaks when the token loses its sessions and others can read the PIN.</summary>
internal sealed class Pkcs11Subject : KeyProviderSubject
{
    private readonly TestToken _token;
    private readonly List<Pkcs11KeyProvider> _opened = [];
    private BoundedKeyProvider _provider;

    private Pkcs11Subject(TestToken token, string key)
    {
        _token = token;
        _provider = Open(key);
    }

    public static async ValueTask<KeyProviderSubject> CreateAsync()
    {
        var token = new TestToken();
        return new Pkcs11Subject(token, await token.CreateKeyAsync());
    }

    public override IKeyProvider Provider => _provider;

    // Of the same token: another application may have keys there too.
    public override async ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken)
    {
        await _token.CreateKeyAsync("stranger");
        _opened.Add(_token.Open(options => options.KeyLabel = "stranger"));
        return _opened[^1];
    }

    public override async ValueTask RotateAsync(CancellationToken cancellationToken) => _provider = Open(await _token.CreateKeyAsync());

    public override ValueTask BreakAsync(CancellationToken cancellationToken)
    {
        _token.LoseSessions();
        SetMode(UnixFileMode.UserRead | UnixFileMode.OtherRead);
        return ValueTask.CompletedTask;
    }

    public override ValueTask MendAsync(CancellationToken cancellationToken)
    {
        SetMode(UnixFileMode.UserRead);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        foreach (var provider in _opened) provider.Dispose();
        return ValueTask.CompletedTask;
    }

    private BoundedKeyProvider Open(string currentKey)
    {
        _opened.Add(_token.Open(options => options.CurrentKeyId = currentKey));
        return new BoundedKeyProvider(_opened[^1]);
    }

    private void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_token.Token.PinFile, mode);
    }
}
