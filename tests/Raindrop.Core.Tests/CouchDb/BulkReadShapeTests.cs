using Raindrop.Documents;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>The ways in which servers say in a bulk read that a document is not there.</summary>
public sealed class BulkReadShapeTests
{
    [Theory]
    [InlineData("""{"error":{"id":"a","rev":"undefined","error":"not_found","reason":"missing"}}""")]
    [InlineData("{}")]
    public async Task A_document_that_is_missing_is_said_to_be_missing(string answer)
    {
        await using var couch = new ScriptedCouch();
        couch.Json("""{"results":[{"id":"a","docs":[ANSWER]},{"id":"b","docs":[{"ok":{"_id":"b","_rev":"1-b"}}]}]}""".Replace("ANSWER", answer, StringComparison.Ordinal));
        var results = await couch.Database.BulkReadAsync([new("a"), new("b")], cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        results.Select(result => (result.Document?.Revision, result.Error)).Should().Equal((null, DocumentError.NotFound), ("1-b", DocumentError.None));
    }

    [Fact]
    public async Task An_answer_that_says_nothing_at_all_of_a_document_is_broken()
    {
        await using var couch = new ScriptedCouch();
        couch.Json("""{"results":[{"id":"a","docs":[]}]}""");
        var reading = async () => await couch.Database.BulkReadAsync([new("a")], cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        await reading.Should().ThrowAsync<StoreProtocolException>();
    }
}
