using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Credentials;
using Raindrop.Credentials.Remote;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Keys;

namespace Raindrop.Docs.Tests;

public sealed class VaultProcessTests
{
    [Fact]
    public void The_process_with_the_vault_listens_and_the_other_one_has_no_keys()
    {
        var (inside, outside) = (new ServiceCollection(), new ServiceCollection());
        VaultProcess.RegisterVault(inside);
        VaultProcess.RegisterFacing(outside);

        using var facing = outside.BuildServiceProvider();
        facing.GetRequiredService<ICredentialVault>().Should().BeOfType<RemoteCredentialVault>();
        outside.Should().NotContain(service => service.ServiceType == typeof(IKeyProvider) || service.ServiceType == typeof(ITenantKeys));
        using var vault = inside.BuildServiceProvider();
        var (mine, theirs) = (vault.GetRequiredService<IOptions<CredentialVaultListenerOptions>>().Value, facing.GetRequiredService<IOptions<RemoteCredentialVaultOptions>>().Value);
        mine.SocketPath.Should().Be(theirs.SocketPath);
        inside.Should().Contain(service => service.ServiceType == typeof(IKeyProvider));
    }

    [Fact]
    public async Task A_group_is_let_in()
    {
        var options = new CredentialVaultListenerOptions { SocketPath = "/run/raindrop/vault.sock" };
        VaultProcess.LetGroupIn(options);

        await using var listener = new CredentialVaultListener(new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = "/unused" }), options);
        options.SocketMode.HasFlag(UnixFileMode.GroupWrite).Should().BeTrue();
    }
}
