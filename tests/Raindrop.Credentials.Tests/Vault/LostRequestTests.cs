using Raindrop.Credentials.Tests.Audit;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>Requests of which nobody knows whether they were done, while others are at work too.</summary>
public sealed class LostRequestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replacement_that_was_lost_is_not_taken_for_done_because_something_else_is_there(bool isAwayForLonger)
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.CredentialGate.Before("put", () =>
        {
            if (isAwayForLonger) world.CredentialGate.Before("get", () => throw new DatabaseNotFoundException());
            throw new StoreUnavailableException("Lost.");
        });

        (await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<StoreUnavailableException>()).WithMessage("Lost.");
        (await world.OpenAsync()).Should().Be("first");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Replace Requested", "Replace Failed", "Open Done");
    }

    [Fact]
    public async Task An_entry_that_was_lost_is_not_taken_for_noted_because_another_hosts_is_there()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.AuditGate.Before("put", async () =>
        {
            await world.NewHost().Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "other"));
            throw new StoreUnavailableException("Lost.");
        });

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<StoreUnavailableException>();
        (await world.Audit.ReadAsync(world.Tenant).Select(entry => entry.Note.Actor).ToListAsync()).Should().Equal(VaultWorld.Access.Actor, VaultWorld.Access.Actor, "other");
        (await world.OpenAsync()).Should().Be("correct horse");
    }

    [Fact]
    public async Task The_end_of_a_change_waits_ten_seconds_for_its_turn_and_no_more()
    {
        await using var world = await VaultWorld.CreateAsync();
        var (stuck, waits) = (new TaskCompletionSource(), Task.CompletedTask);
        world.CredentialGate.After("put", () =>
        {
            // Another call of this host has the turn, and its request gets no answer.
            world.AuditGate.Before("put", () => stuck.Task);
            waits = world.Audit.AppendAsync(AuditTrailTests.Note(world.Tenant, "other")).AsTask();
            return Task.CompletedTask;
        });

        var storing = world.StoreAsync("first");
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
        {
            while (!storing.IsCompleted)
            {
                await Task.Delay(10, patience.Token);
                world.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await storing;
        stuck.SetResult();
        await waits;
        (await world.OpenAsync()).Should().Be("first");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Open Done", "Open Done");
    }

    [Fact]
    public async Task A_call_that_is_ended_gives_nothing_though_its_keys_do_not_notice()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        using var ended = new CancellationTokenSource();
        world.AuditGate.After("put", ended.CancelAsync);
        var vault = new CredentialVault(world.Credentials, new OtherKeys(world.Keys), world.Audit, world.Time);

        await FluentActions.Awaiting(() => vault.OpenAsync(world.Imap, VaultWorld.Access, ended.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_key_whose_id_no_record_can_hold_seals_nothing()
    {
        await using var world = await VaultWorld.CreateAsync();
        using var credential = VaultWorld.Password();
        var vault = new CredentialVault(world.Credentials, new OtherKeys(world.Keys, new string('k', 65)), world.Audit, world.Time);

        await FluentActions.Awaiting(() => vault.StoreAsync(world.Imap, credential, VaultWorld.Access).AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*more than 64 characters*");
        (await world.Credentials.GetRevisionAsync(world.RecordId)).Should().BeNull();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Failed");
    }

    /// <summary>Keys that do not look at whether a call was ended, and may go by another name.</summary>
    private sealed class OtherKeys(ITenantKeys keys, string? id = null) : ITenantKeys
    {
        public async ValueTask<TenantKey> GetCurrentAsync(Tenancy.TenantId tenant, KeyPurpose purpose, CancellationToken cancellationToken = default)
        {
            using var key = await keys.GetCurrentAsync(tenant, purpose, CancellationToken.None);
            return new TenantKey(id ?? key.Id, key.Key.Clone());
        }

        public ValueTask<TenantKey?> FindAsync(Tenancy.TenantId tenant, string keyId, KeyPurpose purpose, CancellationToken cancellationToken = default) => keys.FindAsync(tenant, keyId, purpose, CancellationToken.None);

        public ValueTask<bool> IsCurrentAsync(Tenancy.TenantId tenant, string keyId, CancellationToken cancellationToken = default) => keys.IsCurrentAsync(tenant, keyId, CancellationToken.None);
    }
}
