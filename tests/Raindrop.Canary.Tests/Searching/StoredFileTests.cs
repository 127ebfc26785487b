using System.Text;
using System.Text.Json;
using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Documents;

namespace Raindrop.Canary.Tests.Searching;

/// <summary>What a store has ever been given is found in its files, so that what is not found was not given to it.</summary>
public sealed class StoredFileTests
{
    public static TheoryData<string> Kinds => [.. CanaryStore.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_secret_in_a_document_is_found_in_the_store_and_in_its_old_revisions(string kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await CanaryStore.CreateAsync(kind);
        await store.Server.CreateDatabaseAsync("canaries", null, token);
        var database = store.Server.GetDatabase("canaries");
        // Bodies of all sizes and long runs, so that secrets lie across blocks and pages, and among what Snappy copies.
        var canaries = Enumerable.Range(0, 40).Select(n => Search.Canary.New($"canary {n}")).ToList();
        List<Document> documents = [];
        foreach (var (n, canary) in canaries.Index())
        {
            var secret = (n % 3) switch { 0 => canary.Text!, 1 => Convert.ToBase64String(canary.Bytes.Span), _ => Convert.ToHexStringLower(canary.Bytes.Span) };
            var body = JsonSerializer.Serialize(new { before = new string('x', n * 331), secret, after = string.Concat(Enumerable.Repeat("abc ", n * 17)) });
            documents.Add(new Document { Id = $"canary:{n}", Content = Encoding.UTF8.GetBytes(body) });
        }

        var written = await database.BulkWriteAsync(documents, cancellationToken: token);
        written.Should().OnlyContain(one => one.IsWritten);
        foreach (var one in written.Take(20)) await database.DeleteAsync(one.Id, one.Revision!, token);

        // Unpacked once for all.
        var files = StoredFiles.Read(store.Folder).Select(file => file with { Contents = [.. file.Contents] }).ToList();
        foreach (var canary in canaries)
            StoredFiles.Find(files, new CanarySearch([canary])).Should().NotBeEmpty($"{canary} is in {kind}");
        StoredFiles.Find(store.Folder, new CanarySearch([Search.Canary.New("never given")])).Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_is_to_hold_secrets_may()
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-canary-").FullName;
        try
        {
            var canary = Search.Canary.New("key");
            File.WriteAllBytes(Path.Combine(folder, "keys"), canary.Bytes.ToArray());
            StoredFiles.Find(folder, new CanarySearch([canary])).Should().ContainSingle().Which.Should().Be("key as bytes in keys");
            StoredFiles.Find(folder, new CanarySearch([canary]), name => name == "keys").Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("0b0c6162630d", null)]
    [InlineData("03086162630000", null)]
    [InlineData("0308616263", "abc")]
    [InlineData("0a08616263150319", null)]
    [InlineData("0c086162631503", "abcabcabcabc")]
    [InlineData("0a0861626300", null)]
    [InlineData("0a086162630d03", "abcabcabca")]
    [InlineData("0a086162631a0300", "abcabcabca")]
    [InlineData("0a086162631b03000000", "abcabcabca")]
    [InlineData("03f002616263", "abc")]
    public void Snappy_is_unpacked_and_nothing_else(string hex, string? unpacked)
    {
        Snappy.TryUnpack(Convert.FromHexString(hex), out var bytes).Should().Be(unpacked is not null);
        (bytes is null ? null : Encoding.ASCII.GetString(bytes)).Should().Be(unpacked);
    }
}
