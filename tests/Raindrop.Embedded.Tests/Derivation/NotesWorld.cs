using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Embedded.Tests.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Embedded.Tests.Derivation;

/// <summary>A few extensions that need everything of a store: several outputs, reads of what may be missing, attachments, a group.</summary>
internal static class NotesWorld
{
    private static readonly SchemaDefinition Note = new("s.note", 1, SchemaKind.Source);

    public static async Task<DerivationResult> RunAsync(IDocumentServer server, IDocumentDatabase database, int version = 1)
    {
        var services = new ServiceCollection();
        services.AddSingleton(server);
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32])).AddSchema(Note);
            raindrop.ConfigureDerivation(options => (options.UseLease, options.RetryDelay) = (false, TimeSpan.Zero));
            foreach (var name in new[] { "d.word", "d.link", "d.book" }) raindrop.AddSchema(name, 1, SchemaKind.Derived);
            foreach (var extension in Extensions(version)) raindrop.AddExtension(extension);
        });
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IDerivationRunner>().RunOnceAsync(database);
    }

    public static async Task PutAsync(IDocumentDatabase database, string key, string text, string target = "")
    {
        var document = SourceDocument.Create(Note, key, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["text"] = text, ["ref"] = target }));
        await database.PutAsync(new Document { Id = document.Id, Content = document.Content, Revision = await database.GetRevisionAsync(document.Id) });
    }

    /// <summary>Writes and deletes a few notes.</summary>
    public static async Task ChangeAsync(IDocumentDatabase database, Random random)
    {
        for (var n = 0; n < 10; n++)
        {
            var key = $"n{random.Next(40):d2}";
            if (random.Next(4) > 0) await PutAsync(database, key, string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"w{random.Next(50)}")), $"n{random.Next(40):d2}");
            else if (await database.GetRevisionAsync($"s.note:{key}") is { } revision) await database.DeleteAsync($"s.note:{key}", revision);
        }
    }

    /// <summary>What extensions left: ids, payloads and attachments, without revisions and stamps.</summary>
    public static async Task<SortedDictionary<string, string>> StateAsync(IDocumentDatabase database)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in database.ReadRangeAsync(IdRange.StartingWith("d."), RangeOptions.WithDocuments))
        {
            using var json = JsonDocument.Parse(row.Document!.Content);
            var payload = json.RootElement.EnumerateObject().Where(member => !member.Name.StartsWith("rd_", StringComparison.Ordinal)).Select(member => member.ToString());
            state[row.Id] = $"{string.Join(',', payload)} {string.Join(',', row.Document.Attachments.Select(pair => pair.Key + pair.Value.Digest))}";
        }

        return state;
    }

    /// <summary>What a clean run over the same notes leaves.</summary>
    public static async Task<SortedDictionary<string, string>> CleanStateAsync(IDocumentDatabase database)
    {
        using var folder = new TestFolder();
        var server = folder.Open();
        var clean = await folder.CreateAsync(server: server);
        var notes = await database.ReadRangeAsync(IdRange.StartingWith("s."), RangeOptions.WithDocuments).ListAsync();
        await clean.BulkWriteAsync([.. notes.Select(row => new Document { Id = row.Id, Content = row.Document!.Content })]);
        (await RunAsync(server, clean)).IsCaughtUp.Should().BeTrue();
        return await StateAsync(clean);
    }

    private static IEnumerable<IExtension> Extensions(int version) =>
    [
        new NoteExtension(new ExtensionDefinition { Id = "words", Version = version, Inputs = ["s.note"], Outputs = ["d.word"] }, (context, input) =>
        {
            var words = Field(input.Document, "text").Split(' ');
            for (var i = 0; i < words.Length; i++) context.Emit("d.word", $"{input.Key}-{i}", NoteExtension.Json($$"""{"word":"{{words[i]}}"}"""));
            return default;
        }),
        new NoteExtension(new ExtensionDefinition { Id = "link", Version = version, Inputs = ["s.note"], Outputs = ["d.link"], Reads = ["s.note"] }, async (context, input) =>
        {
            var found = Field(input.Document, "ref") is { Length: > 0 } target ? await context.ReadAsync("s.note", target) : null;
            context.Emit("d.link", input.Key, NoteExtension.Json($$"""{"sees":"{{(found is null ? "nothing" : Field(found, "text"))}}"}""")).Attach("seen.bin", "application/octet-stream", found?.Content ?? default);
        }),
        new NoteExtension(new ExtensionDefinition { Id = "book", Version = version, Inputs = ["d.link"], Outputs = ["d.book"], Grouping = InputGrouping.WholeSchema }, async (context, input) =>
        {
            var lines = new List<string>();
            await foreach (var member in input.Members) lines.Add($"{member.Key}={Encoding.UTF8.GetString(member.Content.Span)}");
            context.Emit("d.book", "all", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, List<string>> { ["lines"] = lines }));
        }),
    ];

    private static string Field(InputDocument document, string name)
    {
        using var json = JsonDocument.Parse(document.Content);
        return json.RootElement.GetProperty(name).GetString()!;
    }
}
