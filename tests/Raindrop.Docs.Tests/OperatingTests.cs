using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Derivation;
using Raindrop.Docs.Tests.Running;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests;

public sealed class OperatingTests
{
    private static readonly SchemaDefinition Note = new("note", 1, SchemaKind.Source);
    private static readonly SchemaDefinition[] Schemas = [Note, new("note.length", 1, SchemaKind.Derived)];

    [Fact]
    public async Task A_host_follows_and_is_healthy()
    {
        using var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddEmbeddedStore(options => options.Folder = folder.Path);
        builder.Services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32])).AddExtension<CountWords>();
            foreach (var schema in Schemas) raindrop.AddSchema(schema);
        });
        builder.Logging.ClearProviders();
        Operating.Register(builder);
        using var host = builder.Build();
        var server = host.Services.GetRequiredService<IDocumentServer>();
        await server.CreateDatabaseAsync("tenant-7f3a");
        var database = server.GetDatabase("tenant-7f3a");
        await host.StartAsync();

        await database.PutAsync(SourceDocument.Create(Note, "monday", new Note("buy milk"), NotesJson.Default.Note));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await database.GetRevisionAsync("note.length:monday:count-words", patience.Token) is null) await Task.Delay(20, patience.Token);

        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        health.Entries.Should().ContainKey("raindrop-derivation").WhoseValue.Status.Should().Be(HealthStatus.Healthy);
        health.Entries["raindrop-derivation"].Data.Keys.Should().BeEquivalentTo("followed", "dead", "lagging", "standingBy", "paused");
        await host.StopAsync();
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_retried()
    {
        await using var tenant = await TestTenant.CreateAsync(Schemas, new CountWords());
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "monday", """{"text":7}"""u8.ToArray()));
        await tenant.Runner.RunOnceAsync(tenant.Database);

        var printed = await Console.CaptureAsync(() => Operating.LookAtFailuresAsync(tenant.Runner, tenant.Database));

        printed.Should().Be("count-words 1 on note:monday: InvalidInput after 1 attempts");
        (await tenant.Runner.ListDeadLettersAsync(tenant.Database).ToListAsync()).Should().BeEmpty("they were cleared");
    }

    [Fact]
    public async Task What_a_removed_extension_wrote_is_deleted_and_a_registered_one_is_not_removed()
    {
        await using var tenant = await TestTenant.CreateAsync(Schemas, new CountWords());
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "monday", new Note("buy milk"), NotesJson.Default.Note));
        await tenant.Runner.RunOnceAsync(tenant.Database);
        await FluentActions.Awaiting(() => Operating.RemoveAsync(tenant.Runner, tenant.Database)).Should().ThrowAsync<InvalidOperationException>();
        await using var without = await TestTenant.CreateAsync(Schemas);

        var printed = await Console.CaptureAsync(() => Operating.RemoveAsync(without.Runner, tenant.Database));

        printed.Should().Be("1 documents deleted");
        (await tenant.Database.GetRevisionAsync("note.length:monday:count-words")).Should().BeNull();
    }

    [Fact]
    public async Task Reconciling_a_tenant_where_all_is_well_runs_nothing()
    {
        await using var tenant = await TestTenant.CreateAsync(Schemas, new CountWords());
        await tenant.Runner.RunOnceAsync(tenant.Database);

        (await Console.CaptureAsync(() => Operating.WatchAsync(tenant.Runner, tenant.Database, CancellationToken.None))).Should().NotContain("stands by");
    }

    [Fact]
    public async Task A_retried_dead_letter_runs_with_the_next_pass()
    {
        await using var tenant = await TestTenant.CreateAsync(Schemas, new CountWords());
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "monday", """{"text":7}"""u8.ToArray()));
        await tenant.Runner.RunOnceAsync(tenant.Database);

        (await tenant.Runner.RetryDeadLettersAsync(tenant.Database)).Should().Be(1);

        (await tenant.Runner.RunOnceAsync(tenant.Database)).Extensions.Single().Executed.Should().Be(1);
    }

    [Fact]
    public void Options_are_set_in_code()
    {
        var services = new ServiceCollection();
        Operating.Configure(services);

        var options = services.BuildServiceProvider().GetRequiredService<IOptions<DerivationOptions>>().Value;

        (options.MaxConcurrency, options.MaxAttempts).Should().Be((8, 5));
    }

    [Fact]
    public async Task The_documents_of_a_schema_that_is_no_longer_emitted_are_deleted()
    {
        await using var tenant = await TestTenant.CreateAsync([.. Schemas, new("note.preview", 1, SchemaKind.Derived)], new Both());
        await tenant.Database.PutAsync(SourceDocument.Create(Note, "monday", new Note("buy milk"), NotesJson.Default.Note));
        await tenant.Runner.RunOnceAsync(tenant.Database);
        (await tenant.Database.GetRevisionAsync("note.preview:monday:count-words")).Should().NotBeNull();
        await using var newer = await TestTenant.CreateAsync(Schemas, new SecondVersion.CountWords());

        await newer.Runner.RunOnceAsync(tenant.Database);

        (await tenant.Database.GetRevisionAsync("note.preview:monday:count-words")).Should().BeNull();
    }

    private sealed class Both() : Extension<Note>(
        new ExtensionDefinition { Id = "count-words", Version = 1, Inputs = ["note"], Outputs = ["note.length", "note.preview"] }, NotesJson.Default.Note)
    {
        protected override ValueTask DeriveAsync(IDerivationContext context, Note input, InputDocument document, CancellationToken cancellationToken)
        {
            context.Emit("note.preview", document.Key, "{}"u8);
            return ValueTask.CompletedTask;
        }
    }
}
