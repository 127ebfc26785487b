using Raindrop.Documents;
using Raindrop.Embedded.Tests.Derivation;
using Raindrop.Embedded.Tests.Documents;

namespace Raindrop.Embedded.Tests.Processes;

/// <summary>What a child process does until it is killed.</summary>
internal static class ChildRoles
{
    public const string Writer = "writer";
    public const string Deriver = "deriver";
    public const string Neighbour = "neighbour";
    public const int BatchSize = 20;

    public static async Task<int> RunAsync(string role, string folder)
    {
        using var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder, FlushesWrites = false });
        var database = server.GetDatabase("notes");
        switch (role)
        {
            case Writer: return await WriteAsync(database);
            case Deriver: return await DeriveAsync(server, database);
            case Neighbour: return await ObeyAsync(database);
            default: return 2;
        }
    }

    // Writes batches without end, and says after each that it was acknowledged. Attachments make some writes large.
    private static async Task<int> WriteAsync(IDocumentDatabase database)
    {
        var run = "b" + Guid.NewGuid().ToString("n")[..8];
        var attachments = new Dictionary<string, DocumentAttachment> { ["f"] = new() { ContentType = "a/b", Data = new byte[300_000] } };
        for (var batch = 0; ; batch++)
        {
            var documents = Enumerable.Range(0, BatchSize).Select(n => Docs.Of($"{run}-{batch:d5}-{n:d2}", $$"""{"batch":{{batch}}}""")).ToList();
            var counter = await database.GetRevisionAsync("counter");
            documents.Add(new Document { Id = "counter", Revision = counter, Content = System.Text.Encoding.UTF8.GetBytes($$"""{"run":"{{run}}","batch":{{batch}}}"""), Attachments = attachments });
            foreach (var result in await database.BulkWriteAsync(documents)) if (!result.IsWritten) return 1;
            await Console.Out.WriteLineAsync($"{run}-{batch:d5}");
        }
    }

    // Changes notes and runs passes without end, with versions that go up.
    private static async Task<int> DeriveAsync(EmbeddedServer server, IDocumentDatabase database)
    {
        for (var round = 0; ; round++)
        {
            await NotesWorld.ChangeAsync(database, Random.Shared);
            await NotesWorld.RunAsync(server, database, round % 3 == 0 ? 2 : 1);
            await Console.Out.WriteLineAsync("passed");
        }
    }

    private static async Task<int> ObeyAsync(IDocumentDatabase database)
    {
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is { } id)
        {
            try
            {
                await Console.Out.WriteLineAsync(await database.PutAsync(Docs.Of(id)));
            }
            catch (DocumentStoreException e)
            {
                await Console.Out.WriteLineAsync(e.GetType().Name);
            }
        }

        return 0;
    }
}
