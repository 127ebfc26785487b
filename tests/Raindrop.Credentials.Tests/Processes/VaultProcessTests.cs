using Raindrop.Credentials.Remote;
using Raindrop.Credentials.Tests.Remote;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Processes;

/// <summary>The vault in a process of its own, and this one without any key.</summary>
public sealed class VaultProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rd-vault-").FullName;
    private readonly CredentialReference _imap = new(TenantId.New(), "mail.imap", "import");

    public static TheoryData<string> Names => [.. VaultExceptions.All.Keys];

    [Fact]
    public async Task Credentials_are_kept_by_the_other_process_and_outlive_it()
    {
        using (var server = new EmbeddedServer(new EmbeddedOptions { Folder = _folder }))
        {
            await server.CreateDatabaseAsync("credentials");
            await server.CreateDatabaseAsync("audit");
        }

        var client = Client();
        using var credential = VaultWorld.Password("in another process");
        string version;
        using (var child = await StartAsync(ChildRoles.Vault))
        {
            version = (await client.StoreAsync(_imap, credential, VaultWorld.Access)).Version;
            (await OpenAsync(client)).Should().Be("in another process");
            await child.KillAsync();
        }

        await FluentActions.Awaiting(() => OpenAsync(client)).Should().ThrowAsync<StoreUnavailableException>();
        using (await StartAsync(ChildRoles.Vault))
        {
            (await OpenAsync(client)).Should().Be("in another process", "the socket that the killed process left is taken over");
            (await client.ListAsync(_imap.Tenant).SingleAsync()).Version.Should().Be(version);
            (await client.DeleteAsync(_imap.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_exception_comes_across(string name)
    {
        var child = await SharedThrower.Value;
        var asked = _imap with { Name = name };
        var expected = VaultExceptions.All[name](asked);
        using var credential = VaultWorld.Password();
        Func<Task>[] calls =
        [
            () => child.Client.OpenAsync(asked, VaultWorld.Access).AsTask(),
            () => child.Client.StoreAsync(asked, credential, VaultWorld.Access).AsTask(),
            () => child.Client.ReplaceAsync(asked, credential, VaultWorld.Access).AsTask(),
            () => child.Client.DeleteAsync(asked.Tenant, asked.Name, VaultWorld.Access).AsTask(),
        ];

        foreach (var call in calls)
        {
            var thrown = (await FluentActions.Awaiting(call).Should().ThrowAsync<Exception>()).Which;
            thrown.Should().BeOfType(expected.GetType());
            thrown.Message.Should().Be(expected.Message);
        }
    }

    [Fact]
    public async Task A_process_that_is_killed_in_the_midst_of_a_call_is_unavailable()
    {
        using var child = await StartAsync(ChildRoles.Silent);
        var opening = OpenAsync(Client());
        (await child.SaysAsync()).Should().Be("asked");
        await child.KillAsync();

        await FluentActions.Awaiting(() => opening).Should().ThrowAsync<StoreUnavailableException>();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly Lazy<Task<(ChildProcess Child, ICredentialVault Client)>> SharedThrower = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("rd-vault-").FullName;
        var child = new ChildProcess(ChildRoles.Thrower, folder);
        (await child.SaysAsync()).Should().Be("listening");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            child.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        return (child, new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = ChildRoles.SocketIn(folder) }));
    });

    private RemoteCredentialVault Client() => new(new RemoteCredentialVaultOptions { SocketPath = ChildRoles.SocketIn(_folder) });

    private async Task<string> OpenAsync(RemoteCredentialVault client)
    {
        using var lease = await client.OpenAsync(_imap, VaultWorld.Access);
        return lease.Credential.Value.RevealAsString();
    }

    private async Task<ChildProcess> StartAsync(string role)
    {
        var child = new ChildProcess(role, _folder);
        (await child.SaysAsync()).Should().Be("listening");
        return child;
    }
}
