using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Credentials;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Keys;

namespace Raindrop.Core.Tests.Derivation;

/// <summary>An extension gets a credential of its tenant only if its registration asks for it by name and purpose.</summary>
public sealed class CredentialTests
{
    private static readonly CredentialUse Mail = new("mail", "decrypt");
    private readonly ScriptedVault _vault = new();
    private readonly MemoryDatabase _database = new();

    [Fact]
    public async Task An_extension_opens_what_it_declared_under_its_own_name()
    {
        await PutAsync("a");
        var result = await Runner(Decrypting()).RunOnceAsync(_database);

        TestTenant.Of(result, "decrypt").Written.Should().Be(1);
        (await TextAsync("a")).Should().Contain("of mail");
        _vault.Opened.Should().Equal((new CredentialReference(ScriptedVault.Tenant, "mail", "decrypt"), "extension.decrypt"));
    }

    [Fact]
    public async Task What_a_run_was_given_does_not_outlive_it()
    {
        await PutAsync("a");
        List<CredentialLease> kept = [];
        await Runner(Extension(async (context, input) =>
        {
            kept.Add(await context.OpenCredentialAsync("mail", "decrypt"));
            kept.Add(await context.OpenCredentialAsync("mail", "decrypt"));
            kept.Should().OnlyContain(lease => !IsDisposed(lease.Credential.Value));
        })).RunOnceAsync(_database);

        kept.Should().HaveCount(2).And.OnlyContain(lease => IsDisposed(lease.Credential.Value));
        _vault.Leases.Should().OnlyContain(lease => IsDisposed(lease.Credential.Value));
    }

    [Fact]
    public async Task A_batch_opens_a_credential_once_and_a_pass_asks_once_whose_the_database_is()
    {
        for (var n = 0; n < 10; n++) await PutAsync($"n{n}");
        var result = await Runner(Decrypting(), configure: options => (options.MinBatchSize, options.MaxBatchSize) = (5, 5)).RunOnceAsync(_database);

        TestTenant.Of(result, "decrypt").Written.Should().Be(10);
        (_vault.Lookups, _vault.Opened.Count).Should().Be((1, 2));
        _vault.Leases.Should().OnlyContain(lease => IsDisposed(lease.Credential.Value));
    }

    /// <summary>A suspension reaches every host within a minute, of which 45 seconds may be the vault's.</summary>
    [Fact]
    public async Task A_batch_that_takes_long_opens_a_credential_again_and_learns_of_a_suspension()
    {
        for (var n = 0; n < 5; n++) await PutAsync($"n{n}");
        var time = new FakeTimeProvider();
        var slow = Extension(async (context, input) =>
        {
            (await context.OpenCredentialAsync("mail", "decrypt")).Dispose();
            context.Emit("d.plain", input.Key, "{}"u8);
            time.Advance(TimeSpan.FromSeconds(10));
            if (input.Key == "n2") _vault.Failure = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Suspended);
        });

        await FluentActions.Awaiting(() => Runner(slow, time).RunOnceAsync(_database)).Should().ThrowAsync<TenantKeyException>();
        _vault.Opened.Should().HaveCount(3, "at 0, 20 and 40 seconds");
        _vault.Leases.Should().HaveCount(2).And.OnlyContain(lease => IsDisposed(lease.Credential.Value));
    }

    [Fact]
    public async Task What_is_wrong_with_a_credential_is_found_once_a_batch()
    {
        for (var n = 0; n < 5; n++) await PutAsync($"n{n}");
        _vault.Failure = reference => new CredentialNotFoundException(reference);
        await Runner(Decrypting()).RunOnceAsync(_database);

        _vault.Opened.Should().ContainSingle();
        (await Runner(Decrypting()).ListDeadLettersAsync(_database).CountAsync()).Should().Be(5);
    }

    [Theory]
    [InlineData("mail", "export")]
    [InlineData("other", "decrypt")]
    [InlineData("Mail", "decrypt")]
    public async Task What_it_did_not_declare_it_does_not_get(string name, string purpose)
    {
        await PutAsync("a");
        (await FailureOfAsync(Extension(async (context, _) => await context.OpenCredentialAsync(name, purpose)))).Should().Be((DerivationFailure.UndeclaredCredential, 1));
        _vault.Opened.Should().BeEmpty("the vault is not even asked");
    }

    public static TheoryData<DerivationFailure> Failures => [DerivationFailure.MissingCredential, DerivationFailure.ExpiredCredential, DerivationFailure.UnreadableCredential];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_is_wrong_with_a_credential_is_a_failure_of_its_own_and_is_not_tried_again(DerivationFailure failure)
    {
        await PutAsync("a");
        _vault.Failure = reference => failure switch
        {
            DerivationFailure.MissingCredential => new CredentialNotFoundException(reference),
            DerivationFailure.ExpiredCredential => new CredentialExpiredException(reference),
            _ => new CredentialUnreadableException(reference),
        };

        (await FailureOfAsync(Decrypting())).Should().Be((failure, 1));
        _vault.Opened.Should().ContainSingle();
        _vault.Failure = _ => null;
        await Runner(Decrypting()).RetryDeadLettersAsync(_database);
        TestTenant.Of(await Runner(Decrypting()).RunOnceAsync(_database), "decrypt").Written.Should().Be(1, "once it is there, it is tried again when asked to");
    }

    [Fact]
    public async Task A_shredded_tenant_has_no_readable_credential_and_a_database_of_nobody_has_none()
    {
        await PutAsync("a");
        _vault.Failure = reference => new TenantKeyException(reference.Tenant, TenantKeyFailure.Shredded);
        (await FailureOfAsync(Decrypting())).Failure.Should().Be(DerivationFailure.UnreadableCredential);

        await PutAsync("b");
        (_vault.Failure, _vault.Found) = (_ => null, null);
        await Runner(Decrypting()).RunOnceAsync(_database);
        (await Runner(Decrypting()).ListDeadLettersAsync(_database).ToListAsync()).Select(letter => letter.Category).Should().Equal(DerivationFailure.UnreadableCredential, DerivationFailure.MissingCredential);
    }

    public static TheoryData<string> Outages => ["provider", "store", "suspended", "refused"];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task An_outage_of_the_vault_makes_no_dead_letter(string outage)
    {
        await PutAsync("a");
        var thrown = OutageOf(outage);
        _vault.Failure = _ => thrown;
        (await FluentActions.Awaiting(() => Runner(Decrypting()).RunOnceAsync(_database)).Should().ThrowAsync<Exception>()).Which.Should().BeSameAs(thrown);
        (await Runner(Decrypting()).ListDeadLettersAsync(_database).ToListAsync()).Should().BeEmpty();

        _vault.Failure = _ => null;
        TestTenant.Of(await Runner(Decrypting()).RunOnceAsync(_database), "decrypt").Written.Should().Be(1);
    }

    [Fact]
    public async Task An_extension_that_makes_do_without_during_an_outage_has_not_run()
    {
        await PutAsync("a");
        _vault.Failure = _ => OutageOf("provider");
        var swallowing = Extension(async (context, input) =>
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

        await FluentActions.Awaiting(() => Runner(swallowing).RunOnceAsync(_database)).Should().ThrowAsync<KeyProviderException>();
        (await _database.GetRevisionAsync("d.plain:a:decrypt")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_follower_waits_an_outage_of_the_vault_out(string outage)
    {
        await PutAsync("a");
        var time = new FakeTimeProvider();
        _vault.Failure = _ => OutageOf(outage);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = Runner(Decrypting(), time).FollowAsync(_database, null, stop.Token);
        await UntilAsync(() => _vault.Opened.Count > 0, time);
        _vault.Failure = _ => null;
        await UntilAsync(() => _vault.Leases.Count > 0 || following.IsCompleted, time);

        following.IsCompleted.Should().BeFalse();
        await stop.CancelAsync();
        await following;
        (await _database.GetRevisionAsync("d.plain:a:decrypt")).Should().NotBeNull();
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_an_outage_and_no_slow_extension()
    {
        await PutAsync("a");
        var never = new TaskCompletionSource();
        _vault.Before = () => never.Task;

        await FluentActions.Awaiting(() => Runner(Decrypting(), configure: options => options.RunTimeout = TimeSpan.FromMilliseconds(50)).RunOnceAsync(_database)).Should().ThrowAsync<StoreUnavailableException>();
        never.SetResult();
        (await Runner(Decrypting()).ListDeadLettersAsync(_database).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Others_of_the_batch_read_on_while_one_waits_for_the_vault()
    {
        await PutAsync("a");
        await PutAsync("b");
        var read = new TaskCompletionSource();
        _vault.Before = () => read.Task;
        var mixed = Extension(
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

        TestTenant.Of(await Runner(mixed).RunOnceAsync(_database).WaitAsync(TimeSpan.FromSeconds(30)), "decrypt").Should().BeEquivalentTo(new { Executed = 2L, Failed = 0L });
    }

    [Fact]
    public async Task Without_a_vault_the_host_is_told()
    {
        await PutAsync("a");
        var registry = ExtensionRegistry.Create(Schemas, [Decrypting()]);

        (await FluentActions.Awaiting(() => TestTenant.Runner(registry).RunOnceAsync(_database)).Should().ThrowAsync<InvalidOperationException>()).WithMessage("*ITenantLookup*");
    }

    private static Raindrop.Schemas.SchemaDefinition[] Schemas => [Notes.Note, new("d.plain", 1, Raindrop.Schemas.SchemaKind.Derived)];

    private static TestExtension Decrypting() => Extension(async (context, input) =>
    {
        using var lease = await context.OpenCredentialAsync("mail", "decrypt");
        context.Emit("d.plain", input.Key, Encoding.UTF8.GetBytes($$"""{"with":"{{lease.Credential.Value.RevealAsString()}}"}"""));
    });

    private static TestExtension Extension(Func<IDerivationContext, DerivationInput, Task> run, string[]? reads = null) =>
        new(new ExtensionDefinition { Id = "decrypt", Version = 1, Inputs = ["s.note"], Outputs = ["d.plain"], Reads = reads ?? [], Credentials = [Mail] }, async (context, input, _) => await run(context, input));

    private static Exception OutageOf(string outage) => outage switch
    {
        "provider" => new KeyProviderException(KeyProviderFailure.Unavailable, "Away."),
        "store" => new StoreUnavailableException("Away."),
        "suspended" => new TenantKeyException(ScriptedVault.Tenant, TenantKeyFailure.Suspended),
        _ => new KeyRefusedException(),
    };

    private static bool IsDisposed(Secret secret)
    {
        try
        {
            secret.Clone().Dispose();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
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

    private DerivationRunner Runner(TestExtension extension, TimeProvider? time = null, Action<DerivationOptions>? configure = null)
    {
        var options = new DerivationOptions { UseLease = false, RetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        time ??= TimeProvider.System;
        return new DerivationRunner(ExtensionRegistry.Create(Schemas, [extension]), new IdentifierHasher(new byte[32]), Options.Create(options), new FollowedTenants(time), time, _vault, _vault);
    }

    private async Task<(DerivationFailure Failure, int Attempts)> FailureOfAsync(TestExtension extension)
    {
        await Runner(extension).RunOnceAsync(_database);
        var letter = await Runner(extension).ListDeadLettersAsync(_database).SingleAsync();
        return (letter.Category, letter.Attempts);
    }

    private async Task PutAsync(string key) => await _database.PutAsync(Notes.Of(key, "text"));

    private async Task<string> TextAsync(string key) => Encoding.UTF8.GetString((await _database.GetAsync(new DocumentReference($"d.plain:{key}:decrypt")))!.Content.Span);
}
