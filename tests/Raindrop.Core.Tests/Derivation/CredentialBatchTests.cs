using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>A batch of runs opens a credential once, for as long as a suspension may take to arrive.</summary>
public sealed class CredentialBatchTests
{
    private readonly CredentialScene _scene = new();

    [Fact]
    public async Task A_batch_opens_a_credential_once_and_a_pass_asks_once_whose_the_database_is()
    {
        for (var n = 0; n < 10; n++) await _scene.PutAsync($"n{n}");
        var result = await _scene.Runner(CredentialScene.Decrypting(), configure: options => (options.MinBatchSize, options.MaxBatchSize) = (5, 5)).RunOnceAsync(_scene.Database);

        TestTenant.Of(result, "decrypt").Written.Should().Be(10);
        (_scene.Vault.Lookups, _scene.Vault.Opened.Count).Should().Be((1, 2));
        _scene.Vault.Leases.Should().OnlyContain(lease => CredentialScene.IsDisposed(lease.Credential.Value));
    }

    /// <summary>A suspension reaches every host within a minute, of which 45 seconds may be the vault's.</summary>
    [Fact]
    public async Task A_batch_that_takes_long_opens_a_credential_again_and_learns_of_a_suspension()
    {
        for (var n = 0; n < 5; n++) await _scene.PutAsync($"n{n}");
        var time = new FakeTimeProvider();
        var slow = CredentialScene.Extension(async (context, input) =>
        {
            (await context.OpenCredentialAsync("mail", "decrypt")).Dispose();
            context.Emit("d.plain", input.Key, "{}"u8);
            time.Advance(TimeSpan.FromSeconds(10));
            if (input.Key == "n2") _scene.Vault.Failure = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Suspended);
        });

        await FluentActions.Awaiting(() => _scene.Runner(slow, time).RunOnceAsync(_scene.Database)).Should().ThrowAsync<TenantKeyException>();
        _scene.Vault.Opened.Should().HaveCount(3, "at 0, 20 and 40 seconds");
        _scene.Vault.Leases.Should().HaveCount(2).And.OnlyContain(lease => CredentialScene.IsDisposed(lease.Credential.Value));
    }

    [Fact]
    public async Task What_is_wrong_with_a_credential_is_found_once_a_batch()
    {
        for (var n = 0; n < 5; n++) await _scene.PutAsync($"n{n}");
        _scene.Vault.Failure = reference => new CredentialNotFoundException(reference);
        await _scene.Runner(CredentialScene.Decrypting()).RunOnceAsync(_scene.Database);

        _scene.Vault.Opened.Should().ContainSingle();
        (await _scene.Runner(CredentialScene.Decrypting()).ListDeadLettersAsync(_scene.Database).CountAsync()).Should().Be(5);
    }

    [Fact]
    public async Task Others_of_the_batch_read_on_while_one_waits_for_the_vault()
    {
        await _scene.PutAsync("a");
        await _scene.PutAsync("b");
        var read = new TaskCompletionSource();
        _scene.Vault.Before = () => read.Task;
        var mixed = CredentialScene.Extension(
            async (context, input) =>
            {
                if (input.Key == "a")
                {
                    using var lease = await context.OpenCredentialAsync("mail", "decrypt");
                }
                else
                {
                    await context.ReadAsync("s.note", "a");
                    read.SetResult();
                }
            },
            reads: ["s.note"]);

        TestTenant.Of(await _scene.Runner(mixed).RunOnceAsync(_scene.Database).WaitAsync(TimeSpan.FromSeconds(30)), "decrypt").Should().BeEquivalentTo(new { Executed = 2L, Failed = 0L });
    }
}
