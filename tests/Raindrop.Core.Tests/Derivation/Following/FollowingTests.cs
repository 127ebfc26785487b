using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;
using Raindrop.Embedded;

namespace Raindrop.Core.Tests.Derivation.Following;

/// <summary>What wakes a follower besides a changed document. The embedded store, since its feed waits.</summary>
public sealed class FollowingTests : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-following-").FullName;
    private readonly EmbeddedServer _server;

    public FollowingTests() => _server = new EmbeddedServer(new EmbeddedOptions { Folder = _folder, FlushesWrites = false });

    [Fact]
    public async Task A_dead_letter_that_someone_marks_to_be_retried_is_run_by_a_follower_without_a_further_change()
    {
        var tenant = await CreateAsync();
        await tenant.PutAsync("bad", "fail");
        var following = tenant.Host().FollowAsync(tenant.Database, cancellationToken: _stop.Token);
        await UntilAsync(async () => await tenant.Host().ListDeadLettersAsync(tenant.Database).AnyAsync());
        await UntilQuietAsync(tenant.Database);
        tenant.Ran.Clear();

        (await tenant.Host().RetryDeadLettersAsync(tenant.Database)).Should().Be(1);

        await UntilAsync(() => Task.FromResult(tenant.Ran.Count(ran => ran == "words bad") == 3));
        tenant.Ran.Should().OnlyContain(ran => ran == "words bad");
        await StopAsync(following);
    }

    [Fact]
    public async Task The_list_of_dead_letters_that_wakes_followers_is_stored_after_the_marks_that_they_look_for()
    {
        var tenant = new TestTenant();
        await tenant.PutAsync("bad", "fail");
        await tenant.RunAsync();

        await tenant.Host().RetryDeadLettersAsync(tenant.Database);

        var rows = await tenant.Database.ReadChanges().Select(row => row.Id).ToListAsync();
        rows[^2..].Should().Equal($"{LedgerFormat.IdPrefix}t/words:", $"{LedgerFormat.IdPrefix}d:");
    }

    [Fact]
    public async Task A_paused_extension_is_tried_again_by_a_follower_after_a_rest()
    {
        var tenant = await CreateAsync();
        await tenant.Database.BulkWriteAsync([.. Enumerable.Range(0, 40).Select(i => Notes.Of($"n{i:d3}", "hello there"))]);
        var isBroken = true;
        var time = new FakeTimeProvider();
        var states = new States();
        var runner = Runner(time, (extension, _) =>
        {
            if (extension == "words" && Volatile.Read(ref isBroken)) throw new InvalidOperationException("It is broken.");
        });
        var following = runner.FollowAsync(tenant.Database, states, _stop.Token);
        await UntilAsync(() => Task.FromResult(states.Last == ExtensionRunState.Paused));
        // Its own outputs wake it once more; then nothing changes any more, and only time can.
        await UntilQuietAsync(tenant.Database, () => time.Advance(TimeSpan.FromMilliseconds(60)));
        states.Last.Should().Be(ExtensionRunState.Paused);

        Volatile.Write(ref isBroken, false);

        await UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(30));
            return Task.FromResult(states.Last == ExtensionRunState.Running);
        });
        (await tenant.StateAsync()).Keys.Count(id => id.EndsWith(":words", StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(40);
        await StopAsync(following);
    }

    [Fact]
    public async Task Hosts_of_two_versions_that_follow_one_tenant_at_once_end_as_the_newer_one_alone_and_then_rest()
    {
        var tenant = await CreateAsync();
        static int Newer(string extension) => extension is "words" or "link" ? 2 : 1;
        var states = new States();
        var following = Task.WhenAll(
            tenant.Host().FollowAsync(tenant.Database, states, _stop.Token),
            tenant.Host(Newer).FollowAsync(tenant.Database, cancellationToken: _stop.Token));
        for (var i = 0; i < 30; i++)
        {
            await tenant.PutAsync($"n{i % 10}", $"text {i} of many", i % 2 == 0 ? "a" : "b", $"n{(i + 3) % 10}");
            if (i % 7 == 6) await tenant.DeleteAsync($"n{i % 10}");
            await Task.Delay(20, _stop.Token);
        }

        var clean = await tenant.CleanStateAsync(Newer);
        await UntilAsync(async () => (await tenant.StateAsync()).SequenceEqual(clean));
        await UntilQuietAsync(tenant.Database);
        states.Last.Should().Be(ExtensionRunState.StandingBy);
        (await tenant.StateAsync()).Should().Equal(clean);
        await StopAsync(following);
    }

    [Fact]
    public async Task A_follower_dies_with_its_database_and_lives_again_with_it()
    {
        var followed = new FollowedTenants(TimeProvider.System);
        var runner = Runner(TimeProvider.System, (_, _) => { }, followed);
        var database = _server.GetDatabase("tenant");
        await FluentActions.Awaiting(() => runner.FollowAsync(database, cancellationToken: _stop.Token)).Should().ThrowAsync<DatabaseNotFoundException>();
        followed.All.Should().ContainSingle().Which.IsDead.Should().BeTrue();
        await CreateAsync();

        var following = runner.FollowAsync(database, cancellationToken: _stop.Token);

        await UntilAsync(() => Task.FromResult(followed.All.All(tenant => tenant.LastResult is not null)));
        followed.All.Should().ContainSingle().Which.IsDead.Should().BeFalse();
        await StopAsync(following);
        followed.All.Should().BeEmpty("it was told to end");
    }

    public void Dispose()
    {
        _stop.Dispose();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static DerivationRunner Runner(TimeProvider time, Action<string, string> ran, FollowedTenants? followed = null)
    {
        var options = new DerivationOptions { RetryDelay = TimeSpan.Zero, MaxBatchSize = 20, MaxConcurrency = 1, UseLease = false };
        return new DerivationRunner(Notes.Registry(ran: ran), new IdentifierHasher(new byte[32]), Options.Create(options), followed ?? new FollowedTenants(time), time);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(20, patience.Token);
    }

    /// <summary>Waits until nobody has written for a while: the follower is at its long poll.</summary>
    private static async Task UntilQuietAsync(IDocumentDatabase database, Action? meanwhile = null)
    {
        var (last, quiet) = ("", 0);
        await UntilAsync(async () =>
        {
            meanwhile?.Invoke();
            var now = (await database.GetInfoAsync()).UpdateSequence;
            quiet = now == last ? quiet + 1 : 0;
            last = now;
            return quiet == 15;
        });
    }

    private async Task<TestTenant> CreateAsync()
    {
        await _server.CreateDatabaseAsync("tenant");
        return new TestTenant(_server.GetDatabase("tenant"));
    }

    private async Task StopAsync(Task following)
    {
        await _stop.CancelAsync();
        await following.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class States : IProgress<DerivationProgress>
    {
        private volatile DerivationProgress? _last;

        public ExtensionRunState? Last => _last?.Extensions.Single(extension => extension.Extension == "words").State;

        public void Report(DerivationProgress value)
        {
            if (value.Phase == DerivationPhase.Finished) _last = value;
        }
    }
}
