using Microsoft.Extensions.DependencyInjection;
using Raindrop.Docs.Tests.Snippets;
using Raindrop.Documents;
using Raindrop.Schemas;
using Raindrop.TestServers;

namespace Raindrop.Docs.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_host_of_the_readme_derives_and_then_has_nothing_to_do()
    {
        var server = await RealServers.PreferredCouchDbAsync();
        var services = new ServiceCollection();
        FirstHost.Register(services, server.Endpoint.ToString(), Convert.ToBase64String(new byte[32]));
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<IDocumentServer>();
        await store.CreateDatabaseAsync("tenant-7f3a", cancellationToken: TestContext.Current.CancellationToken);
        var database = store.GetDatabase("tenant-7f3a");
        await database.PutAsync(SourceDocument.Create(new SchemaDefinition("note", 1, SchemaKind.Source), "monday", new Note("buy milk"), NotesJson.Default.Note), TestContext.Current.CancellationToken);

        var first = await FirstHost.RunAsync(provider);
        var second = await FirstHost.RunAsync(provider);

        first.Extensions.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Extension = "count-words", Executed = 1L, Written = 1L });
        second.Extensions.Should().ContainSingle().Which.Executed.Should().Be(0);
        (await database.GetAsync(new DocumentReference("note.length:monday:count-words"), cancellationToken: TestContext.Current.CancellationToken)).Should().NotBeNull();
        await store.DeleteDatabaseAsync("tenant-7f3a", TestContext.Current.CancellationToken);
    }
}
