using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;

namespace Raindrop.Credentials.Tests.Remote;

public sealed class RemoteVaultTests
{
    [Fact]
    public async Task Every_call_does_there_what_it_does_here()
    {
        await using var world = await VaultWorld.CreateAsync();
        await using var remote = new RemoteWorld(world.Vault);
        var client = remote.Client;
        using var credential = new Credential
        {
            Kind = CredentialKind.OAuthTokens,
            Endpoint = new CredentialEndpoint("https", "api.example.org", 443),
            UserName = "jörg 😀 \0",
            Value = Secret.Random(Credential.MaxLength),
            RefreshToken = Secret.Random(Credential.MaxLength),
            ExpiresAt = world.Time.GetUtcNow().AddDays(1),
        };

        var stored = await client.StoreAsync(world.Imap, credential, VaultWorld.Access);
        (await client.ListAsync(world.Tenant).ToListAsync()).Should().Equal(stored).And.Equal(await world.Vault.ListAsync(world.Tenant).ToListAsync());
        using (var lease = await client.OpenAsync(world.Imap, VaultWorld.Access))
        {
            lease.Info.Should().Be(stored);
            (lease.Credential.Kind, lease.Credential.Endpoint, lease.Credential.UserName).Should().Be((credential.Kind, credential.Endpoint, credential.UserName));
            lease.Credential.ExpiresAt.Should().Be(stored.ExpiresAt);
            lease.Credential.Value.Should().Be(credential.Value);
            lease.Credential.RefreshToken.Should().Be(credential.RefreshToken);
        }

        using var second = VaultWorld.Password("second");
        var replaced = await client.ReplaceAsync(world.Imap, second, VaultWorld.Access, stored.Version);
        await FluentActions.Awaiting(() => client.ReplaceAsync(world.Imap, second, VaultWorld.Access, stored.Version).AsTask()).Should().ThrowAsync<CredentialConflictException>();
        (await client.ReplaceAsync(world.Imap, second, VaultWorld.Access)).Version.Should().NotBe(replaced.Version);
        (await world.OpenAsync(client)).Should().Be("second");
        (await client.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
        (await client.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeFalse();
        (await world.Audit.ReadAsync(world.Tenant).ToListAsync()).Should().OnlyContain(entry => entry.Note.Actor == VaultWorld.Access.Actor);
    }

    [Fact]
    public async Task Calls_at_once_do_not_get_in_each_others_way()
    {
        await using var world = await VaultWorld.CreateAsync();
        await using var remote = new RemoteWorld(world.Vault, options => options.MaxCalls = 3);
        var client = remote.Client;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var credential = VaultWorld.Password($"value {n}");
            var reference = world.Imap with { Name = $"c{n}" };
            await client.StoreAsync(reference, credential, VaultWorld.Access);
            using var lease = await client.OpenAsync(reference, VaultWorld.Access);
            lease.Credential.Value.RevealAsString().Should().Be($"value {n}");
        }));

        (await client.ListAsync(world.Tenant).CountAsync()).Should().Be(20);
    }

    [Fact]
    public async Task A_damaged_record_comes_after_the_whole_list_and_by_its_name()
    {
        await using var world = await VaultWorld.CreateAsync();
        await using var remote = new RemoteWorld(world.Vault);
        await world.StoreAsync();
        await world.Credentials.PutAsync(new Document { Id = $"rd.credential:{world.Tenant}/broken" });
        List<string> listed = [];
        var listing = async () =>
        {
            await foreach (var info in remote.Client.ListAsync(world.Tenant)) listed.Add(info.Reference.Name);
        };

        (await listing.Should().ThrowAsync<CredentialUnreadableException>()).Which.Reference.Should().Be(new CredentialReference(world.Tenant, "broken", ""));
        listed.Should().Equal("mail.imap");
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_its_call()
    {
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var remote = new RemoteWorld(new ScriptedVault(async (_, token) =>
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                ended.SetResult();
            }
        }));
        using var cancel = new CancellationTokenSource();
        var opening = remote.Client.OpenAsync(remote.Imap, VaultWorld.Access, cancel.Token).AsTask();
        await begun.Task;
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => opening).Should().ThrowAsync<OperationCanceledException>();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_caller_that_lists_no_further_ends_its_call()
    {
        var ended = new TaskCompletionSource();
        await using var remote = new RemoteWorld(new ScriptedVault(async (_, token) =>
        {
            await using var registration = token.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, token);
        }));

        (await remote.Client.ListAsync(remote.Tenant).FirstAsync()).Reference.Name.Should().Be("first");
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_list_has_its_time_for_each_item()
    {
        var time = new FakeTimeProvider();
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => Task.CompletedTask) { IsEndless = true });
        var client = new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = remote.SocketPath, CallTimeout = TimeSpan.FromSeconds(10) }, time);
        var listed = 0;
        await foreach (var _ in client.ListAsync(remote.Tenant, TestContext.Current.CancellationToken))
        {
            if (++listed == 5) break;
            time.Advance(TimeSpan.FromSeconds(6));
        }

        listed.Should().Be(5);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_in_time_is_unavailable()
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, token) => Task.Delay(Timeout.Infinite, token)));

        await FluentActions.Awaiting(() => remote.NewClient(TimeSpan.FromMilliseconds(100)).OpenAsync(remote.Imap, VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreUnavailableException>().WithMessage("*in time*");
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_unavailable()
    {
        var client = new RemoteCredentialVault(new RemoteCredentialVaultOptions { SocketPath = Path.Combine(Path.GetTempPath(), "rd-nothing-here.sock") });

        await FluentActions.Awaiting(() => client.OpenAsync(new CredentialReference(Tenancy.TenantId.New(), "a", "b"), VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreUnavailableException>().WithMessage("*cannot be reached*");
        await FluentActions.Awaiting(() => client.ListAsync(Tenancy.TenantId.New()).ToListAsync().AsTask()).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task A_vault_that_is_stopped_in_the_midst_of_a_call_is_unavailable()
    {
        var begun = new TaskCompletionSource();
        var remote = new RemoteWorld(new ScriptedVault(async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }));
        var opening = remote.Client.OpenAsync(remote.Imap, VaultWorld.Access).AsTask();
        await begun.Task;
        await remote.DisposeAsync();

        await FluentActions.Awaiting(() => opening).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task What_is_not_of_its_form_is_refused_before_it_is_sent()
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => throw new InvalidOperationException("It was sent.")));
        using var credential = VaultWorld.Password();
        using var empty = new Credential { Kind = CredentialKind.Password, Endpoint = credential.Endpoint, Value = Secret.Copy([]) };

        await FluentActions.Awaiting(() => remote.Client.StoreAsync(remote.Imap with { Name = "A" }, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => remote.Client.StoreAsync(remote.Imap, empty, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => remote.Client.ReplaceAsync(remote.Imap, empty, VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => remote.Client.OpenAsync(remote.Imap, default).AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => remote.Client.DeleteAsync(default, "a", VaultWorld.Access).AsTask()).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task An_error_without_a_word_stays_where_it_happened()
    {
        await using var remote = new RemoteWorld(new ScriptedVault((_, _) => throw new InvalidOperationException("secret")));

        (await FluentActions.Awaiting(() => remote.Client.OpenAsync(remote.Imap, VaultWorld.Access).AsTask()).Should().ThrowAsync<StoreUnavailableException>()).Which.ToString().Should().NotContain("secret");
    }
}
