using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>A vault that is away is waited for: nothing is taken for an extension's failure.</summary>
public sealed class CredentialOutageTests
{
    private readonly CredentialScene _scene = new();

    public static TheoryData<string> Outages => ["provider", "store", "suspended", "refused"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task An_outage_of_the_vault_makes_no_dead_letter(string outage)
    {
        await _scene.PutAsync("a");
        var thrown = CredentialScene.OutageOf(outage);
        _scene.Vault.Failure = _ => thrown;
        (await FluentActions.Awaiting(() => _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database)).Should().ThrowAsync<Exception>()).Which.Should().BeSameAs(thrown);
        (await _scene.Runner(CredentialScene.Decrypting()).ListDeadLettersAsync(_scene.Database).ToListAsync()).Should().BeEmpty();

        _scene.Vault.Failure = _ => null;
        TestTenant.Of(await _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database), "decrypt").Written.Should().Be(1);
    }

    [Fact]
    public async Task An_extension_that_makes_do_without_during_an_outage_has_not_run()
    {
        await _scene.PutAsync("a");
        _scene.Vault.Failure = _ => CredentialScene.OutageOf("provider");
        var swallowing = CredentialScene.Extension(async (context, input) =>
        {
            try
            {
                await context.OpenCredentialAsync("mail", "decrypt");
            }
            catch (KeyProviderException)
            {
                context.Emit("d.plain", input.Key, "{}"u8);
            }
        });

        await FluentActions.Awaiting(() => _scene.Runner(swallowing).RunOnceAsync(_scene.Database)).Should().ThrowAsync<KeyProviderException>();
        (await _scene.Database.GetRevisionAsync("d.plain:a:decrypt")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_follower_waits_an_outage_of_the_vault_out(string outage)
    {
        await _scene.PutAsync("a");
        var time = new FakeTimeProvider();
        _scene.Vault.Failure = _ => CredentialScene.OutageOf(outage);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = _scene.Runner(CredentialScene.Decrypting(), time).FollowAsync(_scene.Database, null, stop.Token);
        await UntilAsync(() => _scene.Vault.Opened.Count > 0, time);
        _scene.Vault.Failure = _ => null;
        await UntilAsync(() => _scene.Vault.Leases.Count > 0 || following.IsCompleted, time);

        following.IsCompleted.Should().BeFalse();
        await stop.CancelAsync();
        await following;
        (await _scene.Database.GetRevisionAsync("d.plain:a:decrypt")).Should().NotBeNull();
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_an_outage_and_no_slow_extension()
    {
        await _scene.PutAsync("a");
        var never = new TaskCompletionSource();
        _scene.Vault.Before = () => never.Task;

        await FluentActions.Awaiting(() => _scene.Runner(CredentialScene.Decrypting(), configure: options => options.RunTimeout = TimeSpan.FromMilliseconds(50)).RunOnceAsync(_scene.Database)).Should().ThrowAsync<StoreUnavailableException>();
        never.SetResult();
        (await _scene.Runner(CredentialScene.Decrypting()).ListDeadLettersAsync(_scene.Database).ToListAsync()).Should().BeEmpty();
    }

    private static async Task UntilAsync(Func<bool> isDone, FakeTimeProvider time)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isDone())
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, patience.Token);
        }
    }
}
