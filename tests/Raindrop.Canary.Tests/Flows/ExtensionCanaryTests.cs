using Microsoft.Extensions.DependencyInjection;
using Raindrop.Canary.Tests.Capture;
using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Schemas;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>An extension that puts a password into its exceptions makes dead letters without it, and nothing else shows it.</summary>
public sealed class ExtensionCanaryTests
{
    private const string Database = "notes";
    private static readonly SchemaDefinition Note = new("s.note", 1, SchemaKind.Source);

    public static TheoryData<string> Kinds => [.. CanaryStore.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_an_extension_says_of_its_credential_reaches_nobody(string kind)
    {
        var token = TestContext.Current.CancellationToken;
        var tenant = TenantId.New();
        await using var world = await VaultWorld.CreateAsync(kind, services => services
            .AddSingleton<ITenantLookup>(new OneTenant(tenant))
            .AddRaindrop(raindrop => raindrop
                .Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32]))
                .ConfigureDerivation(options => (options.MaxAttempts, options.RetryDelay) = (2, TimeSpan.Zero))
                .AddSchema(Note).AddSchema("d.note", 1, SchemaKind.Derived).AddExtension(new TalkativeExtension())));
        await CredentialSteps.StoredAsync(world, tenant);
        await world.Server.CreateDatabaseAsync(Database, null, token);
        var database = world.Server.GetDatabase(Database);
        await database.BulkWriteAsync([.. TalkativeExtension.Keys.Select(key => SourceDocument.Create(Note, key, Document.EmptyContent))], cancellationToken: token);

        await RunAsync(world, database, token);
        await RunAsync(world, database, token);

        var letters = await world.Runner.ListDeadLettersAsync(database, token).ToListAsync(token);
        foreach (var letter in letters) world.Note("a dead letter", letter);
        letters.Should().HaveCount(TalkativeExtension.Keys.Count);
        world.Note("the audit trail", await world.Audit.ReadAsync(tenant, 0, token).ToListAsync(token));
        world.FindLeaks().Should().Contain(leak => leak.StartsWith("password as bytes in exception"), "the extension has thrown it");
        world.CheckLeaks(except: "exception");
    }

    private static async Task RunAsync(VaultWorld world, IDocumentDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await world.RunAsync(async () => world.Note("a pass", await world.Runner.RunOnceAsync(database, new NotedProgress(world), cancellationToken)));
        }
        catch (Exception fault)
        {
            ExceptionCapture.Note(world.Captured, "what a pass throws", fault);
            throw;
        }
    }

    private sealed class OneTenant(TenantId tenant) : ITenantLookup
    {
        public ValueTask<TenantId?> FindTenantAsync(string database, CancellationToken cancellationToken = default) => ValueTask.FromResult<TenantId?>(tenant);
    }

    private sealed class NotedProgress(VaultWorld world) : IProgress<DerivationProgress>
    {
        public void Report(DerivationProgress value) => world.Note("progress", value);
    }
}
