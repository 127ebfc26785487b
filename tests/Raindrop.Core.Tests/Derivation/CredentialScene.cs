using System.Text;
using Microsoft.Extensions.Options;
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

/// <summary>A database, a vault that is scripted, and an extension that asks it for a credential.</summary>
internal sealed class CredentialScene
{
    private static readonly CredentialUse Mail = new("mail", "decrypt");

    public ScriptedVault Vault { get; } = new();

    public MemoryDatabase Database { get; } = new();

    public static Raindrop.Schemas.SchemaDefinition[] Schemas => [Notes.Note, new("d.plain", 1, Raindrop.Schemas.SchemaKind.Derived)];

    public static TestExtension Decrypting() => Extension(async (context, input) =>
    {
        using var lease = await context.OpenCredentialAsync("mail", "decrypt");
        context.Emit("d.plain", input.Key, Encoding.UTF8.GetBytes($$"""{"with":"{{lease.Credential.Value.RevealAsString()}}"}"""));
    });

    public static TestExtension Extension(Func<IDerivationContext, DerivationInput, Task> run, string[]? reads = null) =>
        new(new ExtensionDefinition { Id = "decrypt", Version = 1, Inputs = ["s.note"], Outputs = ["d.plain"], Reads = reads ?? [], Credentials = [Mail] }, async (context, input, _) => await run(context, input));

    public static Exception OutageOf(string outage) => outage switch
    {
        "provider" => new KeyProviderException(KeyProviderFailure.Unavailable, "Away."),
        "store" => new StoreUnavailableException("Away."),
        "suspended" => new TenantKeyException(ScriptedVault.Tenant, TenantKeyFailure.Suspended),
        _ => new KeyRefusedException(),
    };

    public static bool IsDisposed(Secret secret)
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

    public DerivationRunner Runner(TestExtension extension, TimeProvider? time = null, Action<DerivationOptions>? configure = null)
    {
        var options = new DerivationOptions { UseLease = false, RetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        time ??= TimeProvider.System;
        return new DerivationRunner(ExtensionRegistry.Create(Schemas, [extension]), new IdentifierHasher(new byte[32]), Options.Create(options), new FollowedTenants(time), time, Vault, Vault);
    }

    public async Task<(DerivationFailure Failure, int Attempts)> FailureOfAsync(TestExtension extension)
    {
        await Runner(extension).RunOnceAsync(Database);
        var letter = await Runner(extension).ListDeadLettersAsync(Database).SingleAsync();
        return (letter.Category, letter.Attempts);
    }

    public async Task PutAsync(string key) => await Database.PutAsync(Notes.Of(key, "text"));

    public async Task<string> TextAsync(string key) => Encoding.UTF8.GetString((await Database.GetAsync(new DocumentReference($"d.plain:{key}:decrypt")))!.Content.Span);
}
