using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Hosting;

/// <summary>Two hosts: one with the vault and its keys, one without.</summary>
public sealed class RemoteHostingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rd-vault-").FullName;

    [Fact]
    public async Task A_host_without_keys_uses_the_vault_of_another()
    {
        using var inside = VaultHost();
        using var outside = HostWith(services => services.AddRaindrop(raindrop => raindrop.AddRemoteCredentialVault(options => options.SocketPath = SocketPath)));
        await inside.StartAsync(TestContext.Current.CancellationToken);
        await outside.StartAsync(TestContext.Current.CancellationToken);
        var reference = new CredentialReference(TenantId.New(), "mail.imap", "import");
        using var credential = VaultWorld.Password("across");
        await outside.Services.GetRequiredService<ICredentialVault>().StoreAsync(reference, credential, VaultWorld.Access, TestContext.Current.CancellationToken);
        using var lease = await inside.Services.GetRequiredService<ICredentialVault>().OpenAsync(reference, VaultWorld.Access, TestContext.Current.CancellationToken);

        lease.Credential.Value.RevealAsString().Should().Be("across");
        (outside.Services.GetService<IKeyProvider>(), outside.Services.GetService<ITenantKeys>(), outside.Services.GetService<IAuditTrail>()).Should().Be((null, null, null));
        await outside.StopAsync(TestContext.Current.CancellationToken);
        await inside.StopAsync(TestContext.Current.CancellationToken);
        File.Exists(SocketPath).Should().BeFalse();
    }

    [Fact]
    public async Task Its_health_is_whether_the_other_process_answers()
    {
        using var inside = VaultHost();
        using var outside = HostWith(services =>
        {
            services.AddRaindrop(raindrop => raindrop.AddRemoteCredentialVault(options => options.SocketPath = SocketPath));
            services.AddHealthChecks().AddRaindropRemoteCredentialVault();
        });
        var health = outside.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status.Should().Be(HealthStatus.Unhealthy);
        await inside.StartAsync(TestContext.Current.CancellationToken);
        (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status.Should().Be(HealthStatus.Healthy);

        await inside.Services.GetRequiredService<IDocumentServer>().DeleteDatabaseAsync("raindrop-credentials", TestContext.Current.CancellationToken);
        var entry = (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["raindrop-remote-credential-vault"];
        (entry.Status, entry.Description).Should().Be((HealthStatus.Unhealthy, new DatabaseNotFoundException().Message));
        await inside.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_does_not_start_with_wrong_options_of_either_end()
    {
        using var inside = VaultHost(socket: "");
        using var outside = HostWith(services => services.AddRaindrop(raindrop => raindrop.AddRemoteCredentialVault(_ => { })));

        (await FluentActions.Awaiting(() => inside.StartAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle(failure => failure.Contains("CredentialVaultListenerOptions.SocketPath"));
        (await FluentActions.Awaiting(() => outside.StartAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle(failure => failure.Contains("RemoteCredentialVaultOptions.SocketPath"));
    }

    [Fact]
    public async Task A_host_has_a_vault_or_uses_anothers_and_not_both()
    {
        using var both = HostWith(services =>
        {
            services.AddEmbeddedStore(options => options.Folder = Path.Combine(_folder, "data"));
            services.AddSingleton<IKeyProvider>(new MemoryProvider());
            services.AddRaindrop(raindrop => raindrop.AddRemoteCredentialVault(options => options.SocketPath = SocketPath).AddCredentialVault(vault => vault.Listen(options => options.SocketPath = SocketPath)));
        });

        (await FluentActions.Awaiting(() => both.StartAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<OptionsValidationException>()).Which.Failures.Should().ContainSingle(failure => failure.Contains("leave out either"));
    }

    [Fact]
    public async Task Nobody_is_let_in_before_there_are_databases()
    {
        var occupied = Path.Combine(_folder, "data");
        await File.WriteAllTextAsync(occupied, "no folder", TestContext.Current.CancellationToken);
        using var inside = VaultHost();

        await FluentActions.Awaiting(() => inside.StartAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<Exception>();
        File.Exists(SocketPath).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string SocketPath => Path.Combine(_folder, "vault.sock");

    private IHost VaultHost(string? socket = null) => HostWith(services =>
    {
        services.AddEmbeddedStore(options => options.Folder = Path.Combine(_folder, "data"));
        services.AddSingleton<ITenantKeys>(new MemoryKeys());
        services.AddSingleton<IKeyProvider>(new MemoryProvider());
        services.AddRaindrop(raindrop => raindrop.AddCredentialVault(vault => vault.Listen(options => options.SocketPath = socket ?? SocketPath)));
    });

    private static IHost HostWith(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        return builder.Build();
    }
}
