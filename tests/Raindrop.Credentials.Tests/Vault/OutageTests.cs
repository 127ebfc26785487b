using Raindrop.Credentials.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Vault;

/// <summary>Requests and answers that are lost, hosts that die between two of them, calls that are ended.</summary>
public sealed class OutageTests
{
    public static TheoryData<string> Stores => TestStore.Names;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task No_credential_is_given_while_the_audit_trail_cannot_be_written(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        await world.StoreAsync();
        await (await TestStore.GetAsync(store)).DeleteDatabaseAsync(world.AuditDatabase.Name);

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<DocumentStoreException>();
        await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<DocumentStoreException>();
        var stored = await world.Credentials.GetAsync(new DocumentReference(world.RecordId));
        stored!.Revision.Should().StartWith("1-", "nothing is changed before the trail has it");
        await (await TestStore.GetAsync(store)).CreateDatabaseAsync(world.AuditDatabase.Name);
        (await world.OpenAsync()).Should().Be("correct horse");
    }

    [Fact]
    public async Task The_trail_has_an_opening_before_the_credential_is_given()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.AuditGate.Lose("put");

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<StoreUnavailableException>();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done");
    }

    [Fact]
    public async Task An_entry_whose_answer_was_lost_is_there_once_and_counts()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.AuditGate.Lose("put", onlyTheAnswer: true);

        (await world.OpenAsync()).Should().Be("correct horse");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open Done");
    }

    [Fact]
    public async Task A_host_that_died_before_the_record_was_written_leaves_a_request_without_an_end()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.Before("put", () => throw new OperationCanceledException("The host died."));

        await FluentActions.Awaiting(() => world.StoreAsync()).Should().ThrowAsync<OperationCanceledException>();
        (await world.TrailAsync()).Should().Equal("Store Requested");
        await world.StoreAsync("again");
        (await world.OpenAsync()).Should().Be("again");
    }

    [Fact]
    public async Task A_host_that_died_after_the_record_was_written_leaves_a_request_that_was_done()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync("first");
        world.CredentialGate.After("put", () => throw new OperationCanceledException("The host died."));

        await FluentActions.Awaiting(() => world.ReplaceAsync("second")).Should().ThrowAsync<OperationCanceledException>();
        (await world.OpenAsync()).Should().Be("second");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Replace Requested", "Open Done");
    }

    [Fact]
    public async Task A_change_whose_end_cannot_be_noted_is_made_all_the_same()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.After("put", () =>
        {
            world.AuditGate.Lose("put");
            return Task.CompletedTask;
        });

        await world.StoreAsync("first");
        (await world.OpenAsync()).Should().Be("first");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Open Done");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_record_whose_answer_was_lost_is_found_to_be_stored(string store)
    {
        await using var world = await VaultWorld.CreateAsync(store);
        world.CredentialGate.Lose("put", onlyTheAnswer: true);
        var first = await world.StoreAsync("first");
        world.CredentialGate.Lose("put", onlyTheAnswer: true);
        await world.ReplaceAsync("second", first.Version);

        (await world.OpenAsync()).Should().Be("second");
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Replace Requested", "Replace Done", "Open Done");
    }

    [Fact]
    public async Task A_record_that_was_not_stored_is_told_and_noted()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.Lose("put");

        await FluentActions.Awaiting(() => world.StoreAsync()).Should().ThrowAsync<StoreUnavailableException>();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Failed");
        (await world.Vault.ListAsync(world.Tenant).ToListAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("current", KeyProviderFailure.Unavailable)]
    [InlineData("find", KeyProviderFailure.Throttled)]
    [InlineData("is-current", KeyProviderFailure.NotConfigured)]
    public async Task A_key_provider_that_is_away_is_told_apart_from_a_record_that_cannot_be_read(string call, KeyProviderFailure failure)
    {
        await using var world = await VaultWorld.CreateAsync();
        if (call == "find") await world.StoreAsync();
        world.Keys.Before = asked => asked == call ? throw new KeyProviderException(failure, "Away.") { RetryAfter = TimeSpan.FromSeconds(3) } : Task.CompletedTask;
        var calling = () => call == "find" ? world.OpenAsync() : (Task)world.StoreAsync();

        (await calling.Should().ThrowAsync<KeyProviderException>()).Which.Should().BeEquivalentTo(new { Failure = failure, RetryAfter = TimeSpan.FromSeconds(3) }, options => options.ExcludingMissingMembers());
        world.Keys.Before = _ => Task.CompletedTask;
        if (call != "find") await world.StoreAsync("again");
        (await world.OpenAsync()).Should().Be(call == "find" ? "correct horse" : "again", "nothing half-done was left");
    }

    [Fact]
    public async Task A_wrapped_key_that_the_provider_refuses_is_told_and_noted()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        world.Keys.Before = asked => asked == "find" ? throw new KeyRefusedException() : Task.CompletedTask;

        await FluentActions.Awaiting(() => world.OpenAsync()).Should().ThrowAsync<KeyRefusedException>();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open NoKey");
    }

    [Fact]
    public async Task A_call_that_is_ended_after_it_was_noted_gives_nothing()
    {
        await using var world = await VaultWorld.CreateAsync();
        await world.StoreAsync();
        using var ended = new CancellationTokenSource();
        world.AuditGate.After("put", ended.CancelAsync);

        await FluentActions.Awaiting(() => world.Vault.OpenAsync(world.Imap, VaultWorld.Access, ended.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        (await world.TrailAsync()).Should().Equal("Store Requested", "Store Done", "Open Done");
    }

    [Fact]
    public async Task A_call_that_is_ended_beforehand_does_nothing()
    {
        await using var world = await VaultWorld.CreateAsync();
        var ended = new CancellationToken(canceled: true);
        using var credential = VaultWorld.Password();

        await FluentActions.Awaiting(() => world.Vault.StoreAsync(world.Imap, credential, VaultWorld.Access, ended).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        (await world.TrailAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_that_never_answers_the_end_of_a_change_keeps_nobody_for_long()
    {
        await using var world = await VaultWorld.CreateAsync();
        world.CredentialGate.After("put", () =>
        {
            world.AuditGate.Before("put", async () =>
            {
                world.Time.Advance(TimeSpan.FromSeconds(11));
                await Task.Yield();
                throw new OperationCanceledException("The request was given up.");
            });
            return Task.CompletedTask;
        });

        await world.StoreAsync("first").WaitAsync(TimeSpan.FromSeconds(30));
        (await world.OpenAsync()).Should().Be("first");
    }
}
