using Microsoft.Extensions.DependencyInjection;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Testing.Conformance.KeyProviders;

namespace Raindrop.Pkcs11.Tests;

/// <summary>A key ring and a token as hosts name them, one of them current and the other beside it. Its key encryption key is changed by the move to the other; it breaks when the current one cannot be used.</summary>
internal sealed class MovingSubject : KeyProviderSubject
{
    private readonly MovingHost _host;
    private readonly List<IDisposable> _strangers = [];
    private ServiceProvider _services;
    private bool _isTokenCurrent;

    private MovingSubject(MovingHost host, bool startsWithToken)
    {
        (_host, _isTokenCurrent) = (host, startsWithToken);
        _services = Build();
    }

    public static async ValueTask<KeyProviderSubject> CreateAsync(bool startsWithToken) => new MovingSubject(await MovingHost.CreateAsync(), startsWithToken);

    public override IKeyProvider Provider => _services.GetRequiredService<IKeyProvider>();

    public override async ValueTask<IKeyProvider> CreateStrangerAsync(CancellationToken cancellationToken)
    {
        if (_isTokenCurrent)
        {
            await _host.Token.CreateKeyAsync("stranger");
            return Keep(_host.Token.Open(options => options.KeyLabel = "stranger"));
        }

        var path = _host.PathOf("stranger.keyring");
        new KeyRingFile(path).Create();
        return Keep(new KeyRingKeyProvider(new KeyRingOptions { Path = path }));
    }

    public override async ValueTask RotateAsync(CancellationToken cancellationToken)
    {
        await _services.DisposeAsync();
        _isTokenCurrent = !_isTokenCurrent;
        _services = Build();
    }

    public override ValueTask BreakAsync(CancellationToken cancellationToken)
    {
        if (_isTokenCurrent)
        {
            _host.Token.LoseSessions();
            SetMode(UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }
        else
        {
            File.Move(_host.KeyRing, _host.PathOf("away"));
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask MendAsync(CancellationToken cancellationToken)
    {
        if (_isTokenCurrent) SetMode(UnixFileMode.UserRead);
        else File.Move(_host.PathOf("away"), _host.KeyRing);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (var stranger in _strangers) stranger.Dispose();
        _host.Dispose();
    }

    private ServiceProvider Build() => _host.Build(vault => _ = _isTokenCurrent ? _host.UseToken(vault).UseEarlierKeyRingFile(_host.KeyRing) : _host.UseEarlierToken(vault.UseKeyRingFile(_host.KeyRing)));

    private T Keep<T>(T stranger)
        where T : IKeyProvider, IDisposable
    {
        _strangers.Add(stranger);
        return stranger;
    }

    private void SetMode(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_host.Token.Token.PinFile, mode);
    }
}
