using Raindrop.Documents;
using Raindrop.TestServers.Scripted;

namespace Raindrop.Core.Tests.CouchDb;

/// <summary>What a server answers instead becomes one typed error, which says nothing that is private.</summary>
public sealed class ErrorTests
{
    private const string Secret = "hunter2";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, """{"error":"unauthorized","reason":"hunter2"}""", typeof(StoreUnauthorizedException))]
    [InlineData(403, """{"error":"forbidden","reason":"hunter2"}""", typeof(StoreForbiddenException))]
    [InlineData(404, """{"error":"not_found","reason":"no_db_file"}""", typeof(DatabaseNotFoundException))]
    [InlineData(404, """{"error":"not_found","reason":"Database does not exist."}""", typeof(DatabaseNotFoundException))]
    [InlineData(404, "<html>hunter2</html>", typeof(StoreProtocolException))]
    [InlineData(404, """{"error":"not_found","reason":"missing"}""", typeof(DocumentNotFoundException))]
    [InlineData(409, """{"error":"conflict","reason":"hunter2"}""", typeof(DocumentConflictException))]
    [InlineData(412, """{"error":"missing_stub","reason":"hunter2"}""", typeof(DocumentNotFoundException))]
    [InlineData(413, """{"error":"document_too_large","reason":"hunter2"}""", typeof(DocumentTooLargeException))]
    [InlineData(400, """{"error":"bad_request","reason":"hunter2"}""", typeof(StoreProtocolException))]
    [InlineData(400, """{"error":"illegal_docid","reason":"hunter2"}""", typeof(InvalidDocumentException))]
    [InlineData(405, """{"error":"method_not_allowed","reason":"hunter2"}""", typeof(StoreProtocolException))]
    [InlineData(302, "", typeof(StoreProtocolException))]
    [InlineData(429, """{"error":"too_many","reason":"hunter2"}""", typeof(StoreUnavailableException))]
    [InlineData(500, "<html>hunter2</html>", typeof(StoreUnavailableException))]
    [InlineData(503, "", typeof(StoreUnavailableException))]
    [InlineData(200, "<html>hunter2</html>", typeof(StoreProtocolException))]
    [InlineData(200, "", typeof(StoreProtocolException))]
    [InlineData(200, """{"ok":true,"id":"hunter2" hunter2}""", typeof(StoreProtocolException))]
    [InlineData(200, """{"ok":true,"id":"private","rev":"1-a"}{}""", typeof(StoreProtocolException))]
    [InlineData(200, """{"ok":true,"id":"private","rev":{"hunter2":1}}""", typeof(StoreProtocolException))]
    public async Task An_answer_that_refuses_becomes_its_error(int status, string body, Type expected)
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 0);
        couch.Json(body, status);
        var error = await FailAsync(() => couch.Database.PutAsync(new Document { Id = "private", Content = ScriptedCouch.Utf8($$"""{"p":"{{Secret}}"}""") }, Stop).AsTask());
        error.Should().BeOfType(expected);
        error.Operation.Should().Be("write document");
        error.Status.Should().Be(status);
        error.DocumentId.Should().Be("private");
        error.ToString().Should().NotContain(Secret).And.NotContain("private").And.NotContain("/db");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var couch = new ScriptedCouch(options => options.Retries.Limit = 1);
        await couch.Script.DisposeAsync();
        (await FailAsync(() => couch.Server.GetInfoAsync(Stop).AsTask())).Should().BeOfType<StoreUnavailableException>().Which.Status.Should().BeNull();
        await couch.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_unavailable()
    {
        await using var couch = new ScriptedCouch(options =>
        {
            options.Retries.Limit = 0;
            options.Timeouts.Reads = TimeSpan.FromMilliseconds(150);
        });
        couch.Then(ScriptedAnswer.Silence).Then(ScriptedAnswer.Stalled("{\"a\":"));
        (await FailAsync(() => couch.Database.GetAsync(new("a"), cancellationToken: Stop).AsTask())).Should().BeOfType<StoreUnavailableException>();
        (await FailAsync(() => couch.Database.GetAsync(new("a"), cancellationToken: Stop).AsTask())).Should().BeOfType<StoreUnavailableException>();
    }

    [Fact]
    public async Task What_does_not_speak_HTTP_breaks_the_protocol()
    {
        await using var couch = new ScriptedCouch(options => options.Retries.Limit = 0);
        couch.Then(ScriptedAnswer.Raw("220 mail.example.org ESMTP\r\n\r\n"));
        (await FailAsync(() => couch.Server.GetInfoAsync(Stop).AsTask())).Should().BeOfType<StoreProtocolException>();
    }

    [Theory]
    [InlineData("""{"couchdb":"Welcome","version":"3.5.0","vendor":{"name":"The Apache Software Foundation"}}""", "Apache CouchDB", true)]
    [InlineData("""{"express-pouchdb":"Welcome!","version":"4.2.0","vendor":{"name":"PouchDB authors","version":"4.2.0"}}""", "PouchDB", false)]
    [InlineData("""{"couchdb":"Welcome","version":"4.2.0","vendor":{"name":"PouchDB authors"}}""", "PouchDB", false)]
    public async Task A_welcome_tells_the_product_and_what_it_can_do(string welcome, string product, bool bookmarks)
    {
        await using var couch = new ScriptedCouch();
        couch.Json(welcome);
        var info = await couch.Server.GetInfoAsync(Stop);
        (await couch.Server.GetInfoAsync(Stop)).Should().BeSameAs(info);
        info.Product.Should().Be(product);
        info.Capabilities.HasFlag(StoreCapabilities.FindBookmarks).Should().Be(bookmarks);
        couch.Targets.Should().Equal("GET /");
    }

    [Theory]
    [InlineData("""{"hello":"world"}""")]
    [InlineData("[]")]
    [InlineData("<!DOCTYPE html>")]
    public async Task A_welcome_of_something_else_breaks_the_protocol(string welcome)
    {
        await using var couch = new ScriptedCouch();
        couch.Json(welcome);
        (await FailAsync(() => couch.Server.GetInfoAsync(Stop).AsTask())).Should().BeOfType<StoreProtocolException>();
    }

    [Fact]
    public async Task What_a_server_lacks_is_said_by_name()
    {
        await using var couch = new ScriptedCouch();
        couch.Json("""{"express-pouchdb":"Welcome!","version":"4.2.0"}""");
        var error = await FailAsync(() => couch.Server.GetDatabaseInfosAsync(["a"], Stop).AsTask());
        error.Should().BeOfType<StoreFeatureMissingException>().Which.Capability.Should().Be(StoreCapabilities.DatabaseInfos);
    }

    private static async Task<DocumentStoreException> FailAsync(Func<Task> call) => (await call.Should().ThrowAsync<DocumentStoreException>()).Which;
}
