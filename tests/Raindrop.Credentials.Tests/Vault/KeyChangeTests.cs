using System.Text.Json;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>Keys that are rotated and tenants that are suspended or shredded while the vault is at work.</summary>
public sealed class KeyChangeTests
{
    [Theory]
    [InlineData(TenantKeyFailure.Shredded)]
    [InlineData(TenantKeyFailure.Suspended)]
    [InlineData(TenantKeyFailure.Lost)]
    public async Task A_tenant_that_loses_its_key_between_opening_and_lease_gives_nothing(TenantKeyFailure failure)
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.AuditGate.Before("put", () =>
        {
            world.Keys.Fail(world.Tenant, failure);
            return Task.CompletedTask;
        });

        (await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(failure);
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open Done", "Open NoKey");
    }

    [Fact]
    public async Task A_key_that_is_dropped_between_opening_and_lease_gives_nothing()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.AuditGate.Before("put", () =>
        {
            world.Keys.Rotate(world.Tenant);
            world.Keys.Drop(world.Tenant);
            return Task.CompletedTask;
        });

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialUnreadableException>();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open Done", "Open Unreadable");
    }

    [Fact]
    public async Task A_suspended_tenant_opens_and_stores_nothing_until_it_is_resumed()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.Keys.Fail(world.Tenant, TenantKeyFailure.Suspended);
        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<TenantKeyException>();
        await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<TenantKeyException>();
        world.Keys.Fail(world.Tenant, null);

        (await world.OpenAsync()).Should().Be("first");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open NoKey", "Replace Requested", "Replace NoKey", "Open Done");
    }

    [Fact]
    public async Task Who_deletes_needs_no_key()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.Keys.Fail(world.Tenant, TenantKeyFailure.Shredded);

        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().ContainSingle();
        (await world.Vault.DeleteAsync(world.Tenant, "mail.imap", VaultWorld.Access)).Should().BeTrue();
    }

    [Fact]
    public async Task A_key_that_is_retired_while_a_record_is_stored_seals_nothing_in_the_end()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.Before("put", Rotate);
        await world.StoreAsync("first");
        (await KeyOfAsync(world)).Should().Be("k2");

        world.CredentialGate.After("put", Rotate);
        var info = await world.ReplaceAsync("second");
        (await KeyOfAsync(world)).Should().Be("k3");
        info.Version.Should().Be(await world.Credentials.GetRevisionAsync(world.RecordId));
        world.Keys.Drop(world.Tenant);
        (await world.OpenAsync()).Should().Be("second");

        Task Rotate()
        {
            world.Keys.Rotate(world.Tenant);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_key_that_is_retired_again_and_again_is_followed()
    {
        await using var world = await VaultWorld.CreateAsync();
        for (var n = 0; n < 3; n++)
        {
            world.CredentialGate.After("put", () =>
            {
                world.Keys.Rotate(world.Tenant);
                return Task.CompletedTask;
            });
        }

        await world.StoreAsync("first");
        (await KeyOfAsync(world)).Should().Be("k4");
        (await world.OpenAsync()).Should().Be("first");
    }

    [Fact]
    public async Task A_rotation_that_seals_the_record_first_is_no_failure_of_storing()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.After("put", async () =>
        {
            world.Keys.Rotate(world.Tenant);
            (await world.NewReseal().ResealAsync(world.Tenant)).Resealed.Should().Be(1);
        });

        await world.StoreAsync("first");
        (await KeyOfAsync(world)).Should().Be("k2");
        (await world.OpenAsync()).Should().Be("first");
    }

    /// <summary>What rotation seals again has another revision by then, so whoever comes with a record under the old key is too late, however the key database fares.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replacement_that_arrives_after_the_old_key_was_dropped_destroys_nothing(bool isAway)
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.CredentialGate.Before("put", async () =>
        {
            world.Keys.Rotate(world.Tenant);
            (await world.NewReseal().ResealAsync(world.Tenant)).Should().Be(new ResealResult(1, 0, 0));
            world.Keys.Drop(world.Tenant);
            if (isAway) world.Keys.Before = _ => throw new StoreUnavailableException("Away.");
        });

        var replacing = () => world.ReplaceAsync("second");
        if (isAway) await replacing.Should().ThrowAsync<StoreUnavailableException>();
        else await replacing();
        world.Keys.Before = _ => Task.CompletedTask;
        (await world.OpenAsync()).Should().Be(isAway ? "first" : "second");
        (await KeyOfAsync(world)).Should().Be("k2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_that_is_stored_after_its_key_was_dropped_is_taken_away_or_can_be_replaced(bool staysBehind)
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.Before("put", () =>
        {
            world.Keys.Rotate(world.Tenant);
            world.Keys.Drop(world.Tenant);
            world.Keys.Before = _ => throw new StoreUnavailableException("Away.");
            return Task.CompletedTask;
        });
        if (staysBehind) world.CredentialGate.Lose("delete");

        await FluentActions.Awaiting(() => world.StoreAsync("first")).Should().ThrowAsync<StoreUnavailableException>();
        world.Keys.Before = _ => Task.CompletedTask;
        if (staysBehind)
        {
            await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<CredentialUnreadableException>();
            await world.ReplaceAsync("again");
        }
        else
        {
            await world.StoreAsync("again");
        }

        (await world.OpenAsync()).Should().Be("again");
    }

    [Theory]
    [InlineData(TenantKeyFailure.Shredded)]
    [InlineData(TenantKeyFailure.Suspended)]
    public async Task What_was_stored_for_a_tenant_that_lost_its_key_meanwhile_does_not_stay(TenantKeyFailure failure)
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.After("put", () =>
        {
            world.Keys.Fail(world.Tenant, failure);
            return Task.CompletedTask;
        });

        await FluentActions.Awaiting(() => world.StoreAsync()).Should().ThrowAsync<TenantKeyException>();
        (await world.Credentials.GetRevisionAsync(world.RecordId)).Should().BeNull();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store NoKey");
    }

    private static async Task<string?> KeyOfAsync(VaultWorld world)
    {
        using var json = JsonDocument.Parse((await world.Credentials.GetAsync(new DocumentReference(world.RecordId)))!.Content);
        return json.RootElement.GetProperty("tenant_key").GetString();
    }
}
