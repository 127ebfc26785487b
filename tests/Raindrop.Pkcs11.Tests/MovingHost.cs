using Microsoft.Extensions.DependencyInjection;
using Raindrop.Hosting;
using Raindrop.Keys.KeyRing;

namespace Raindrop.Pkcs11.Tests;

/// <summary>What a host has that moves between a key ring and a token: both, and a folder.</summary>
internal sealed class MovingHost : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-moving-").FullName;
    private readonly string _key;

    private MovingHost(TestToken token, string key)
    {
        (Token, _key) = (token, key);
        new KeyRingFile(KeyRing).Create();
    }

    public static async Task<MovingHost> CreateAsync()
    {
        var token = new TestToken();
        return new MovingHost(token, await token.CreateKeyAsync());
    }

    public TestToken Token { get; }

    public string KeyRing => PathOf("host.keyring");

    public string PathOf(string name) => Path.Combine(_folder, name);

    public ICredentialVaultBuilder UseToken(ICredentialVaultBuilder vault) => vault.UsePkcs11(Configure);

    public ICredentialVaultBuilder UseEarlierToken(ICredentialVaultBuilder vault) => vault.UseEarlierPkcs11(Configure);

    /// <summary>A host with key providers and nothing else.</summary>
    public ServiceProvider Build(Action<ICredentialVaultBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(new Builder(services));
        return services.BuildServiceProvider();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Configure(Pkcs11Options options)
    {
        var given = Token.Options();
        (options.Library, options.TokenLabel, options.PinFile, options.CurrentKeyId) = (given.Library, given.TokenLabel, given.PinFile, _key);
    }

    private sealed class Builder(IServiceCollection services) : ICredentialVaultBuilder
    {
        public IServiceCollection Services => services;
    }
}
