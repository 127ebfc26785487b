using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Derivation;
using Raindrop.Derivation.Following;
using Raindrop.Documents;
using Raindrop.Extensions;

namespace Raindrop.Core.Tests.Derivation.World;

/// <summary>A tenant whose database and hosts a test plays with.</summary>
internal sealed class TestTenant(IDocumentDatabase database)
{
    private static readonly byte[] Key = new byte[32];

    public IDocumentDatabase Database { get; } = database;

    /// <summary>What ran, in order: extension and key.</summary>
    public ConcurrentQueue<string> Ran { get; } = new();

    public TestTenant()
        : this(new MemoryDatabase())
    {
    }

    public static IDerivationRunner Runner(IExtensionRegistry registry, Action<DerivationOptions>? configure = null)
    {
        var options = new DerivationOptions { UseLease = false, RetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        return new DerivationRunner(registry, new IdentifierHasher(Key), Options.Create(options), new FollowedTenants(TimeProvider.System), TimeProvider.System);
    }

    public IDerivationRunner Host(Func<string, int>? version = null, Action<DerivationOptions>? configure = null) =>
        Runner(Notes.Registry(version, (id, key) => Ran.Enqueue($"{id} {key}")), configure);

    public async Task<DerivationResult> RunAsync(Func<string, int>? version = null, Action<DerivationOptions>? configure = null)
    {
        Ran.Clear();
        return await Host(version, configure).RunOnceAsync(Database);
    }

    public async Task PutAsync(string key, string text, string group = "g", string target = "")
    {
        var revision = await Database.GetRevisionAsync($"s.note:{key}");
        await Database.PutAsync(Notes.Of(key, text, group, target, revision));
    }

    public async Task DeleteAsync(string key) => await Database.DeleteAsync($"s.note:{key}", (await Database.GetRevisionAsync($"s.note:{key}"))!);

    /// <summary>The derived state: ids, payloads and attachments, without revisions and stamps.</summary>
    public Task<SortedDictionary<string, string>> StateAsync() => DerivedState.ReadAsync(Database);

    /// <summary>The derived state that a clean run over the same source documents gives.</summary>
    public async Task<SortedDictionary<string, string>> CleanStateAsync(Func<string, int>? version = null)
    {
        var clean = new MemoryDatabase();
        await foreach (var row in Database.ReadRangeAsync(new IdRange(null, null), RangeOptions.WithDocuments))
        {
            if (row.Id.StartsWith("s.", StringComparison.Ordinal) || row.Id.EndsWith(":@user", StringComparison.Ordinal)) await clean.PutAsync(new Document { Id = row.Id, Content = row.Document!.Content });
        }

        var result = await Runner(Notes.Registry(version)).RunOnceAsync(clean);
        result.IsCaughtUp.Should().BeTrue();
        return await DerivedState.ReadAsync(clean);
    }

    public static ExtensionResult Of(DerivationResult result, string extension) => result.Extensions.Single(one => one.Extension == extension);
}
