using Raindrop.Credentials.Tests.Stores;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>Two hosts and more on one credential.</summary>
public sealed class ConcurrencyTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_two_hosts_that_store_one_name_at_once_one_is_told_that_it_exists(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            using var credential = VaultWorld.Password($"host {n}");
            try
            {
                await world.NewHost().Vault.StoreAsync(world.Imap, credential, VaultWorld.Access);
                return $"host {n}";
            }
            catch (CredentialExistsException)
            {
                return null;
            }
        }));

        outcomes.OfType<string>().Should().ContainSingle().Which.Should().Be(await world.OpenAsync());
        (await world.TrailAsync()).Count(entry => entry == "Store Done").Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Hosts_that_replace_at_once_all_succeed_and_one_of_them_is_the_last(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync("first");
        var replaced = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => world.ReplaceAsync($"host {n}", vault: world.NewHost().Vault)));

        (await world.OpenAsync()).Should().BeOneOf(Enumerable.Range(0, 4).Select(n => $"host {n}"));
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().ContainSingle().Which.Version.Should().BeOneOf(replaced.Select(info => info.Version));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Of_hosts_that_replace_one_version_at_once_one_succeeds(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        var first = await world.StoreAsync("first");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            try
            {
                await world.ReplaceAsync($"host {n}", first.Version, world.NewHost().Vault);
                return $"host {n}";
            }
            catch (CredentialConflictException)
            {
                return null;
            }
        }));

        outcomes.OfType<string>().Should().ContainSingle().Which.Should().Be(await world.OpenAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_opened_while_it_is_replaced_is_one_of_the_two(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync("value 0");
        var (reader, _) = world.NewHost();
        var replacing = Task.Run(async () =>
        {
            for (var n = 1; n <= 10; n++) await world.ReplaceAsync($"value {n}");
        });
        List<int> seen = [];
        while (!replacing.IsCompleted) seen.Add(int.Parse((await world.OpenAsync(reader))[6..]));
        await replacing;

        seen.Should().BeInAscendingOrder();
        (await world.OpenAsync(reader)).Should().Be("value 10");
        (await world.TrailAsync()).Count(entry => entry == "Open Done").Should().Be(seen.Count + 1);
    }

    [Fact]
    public async Task A_credential_that_is_replaced_while_it_is_deleted_is_gone_in_the_end()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.CredentialGate.Before("delete", () => world.ReplaceAsync("second", vault: world.NewHost().Vault));

        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialNotFoundException>();
    }

    [Fact]
    public async Task A_credential_that_is_deleted_while_it_is_replaced_is_not_found()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.CredentialGate.Before("put", async () => await world.NewHost().Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access));

        await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<CredentialNotFoundException>();
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().BeEmpty();
    }
}
