using Microsoft.Extensions.DependencyInjection;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Embedded;
using Raindrop.Schemas;

namespace Raindrop.Docs.Tests.Snippets;

internal static class GettingStarted
{
    public static readonly SchemaDefinition noteSchema = new("note", 1, SchemaKind.Source);

    public static ServiceCollection Register()
    {
        var services = new ServiceCollection();
        services.AddEmbeddedStore(options => options.Folder = Environment.GetEnvironmentVariable("NOTES_DATA") ?? "notes-data");
        services.AddRaindrop(raindrop => raindrop
            .Configure(options => options.IdentifierKey = Environment.GetEnvironmentVariable("IDENTIFIER_KEY"))
            .AddSchema(noteSchema)
            .AddSchema("note.length", 1, SchemaKind.Derived)
            .AddExtension<CountWords>());

        return services;
    }

    public static async Task FirstPassAsync(ServiceCollection services)
    {
        await using var provider = services.BuildServiceProvider();
        var server = provider.GetRequiredService<IDocumentServer>();
        var runner = provider.GetRequiredService<IDerivationRunner>();

        await server.CreateDatabaseAsync("tenant-7f3a");
        var tenant = server.GetDatabase("tenant-7f3a");
        await tenant.BulkWriteAsync(
        [
            SourceDocument.Create(noteSchema, "monday", new Note("buy milk"), NotesJson.Default.Note),
            SourceDocument.Create(noteSchema, "tuesday", new Note("call the dentist"), NotesJson.Default.Note),
        ]);

        Report(await runner.RunOnceAsync(tenant));
    }

    public static async Task ReadAsync(IDocumentDatabase tenant)
    {
        var length = await tenant.GetAsync(new DocumentReference("note.length:monday:count-words"));
        Console.WriteLine(System.Text.Encoding.UTF8.GetString(length!.Content.Span));
    }

    public static async Task ChangeAsync(IDocumentDatabase tenant, IDerivationRunner runner)
    {
        var revision = await tenant.GetRevisionAsync("note:monday");
        await tenant.PutAsync(SourceDocument.Create(noteSchema, "monday", new Note("buy milk and bread"), NotesJson.Default.Note, revision: revision));
        Report(await runner.RunOnceAsync(tenant));

        revision = await tenant.GetRevisionAsync("note:tuesday");
        await tenant.PutAsync(SourceDocument.Create(noteSchema, "tuesday", new Note("call the plumber"), NotesJson.Default.Note, revision: revision));
        Report(await runner.RunOnceAsync(tenant));
    }

    public static async Task DeleteAsync(IDocumentDatabase tenant, IDerivationRunner runner)
    {
        await tenant.DeleteAsync("note:monday", (await tenant.GetRevisionAsync("note:monday"))!);
        Report(await runner.RunOnceAsync(tenant));
    }

    public static async Task ExplainAsync(IDocumentDatabase tenant, IDerivationRunner runner)
    {
        var explanation = await runner.ExplainAsync(tenant, "note.length:tuesday:count-words");
        Console.WriteLine($"{explanation!.DocumentId} was written by {explanation.Extension} {explanation.ExtensionVersion}");
        foreach (var input in explanation.Inputs) Console.WriteLine($"  from {input.DocumentId}");
    }

    public static void Report(DerivationResult result)
    {
        foreach (var one in result.Extensions)
            Console.WriteLine($"{one.Extension} {one.Version}: {one.Executed} run, {one.Written} written, {one.Deleted} deleted");
    }
}
