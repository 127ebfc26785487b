using Raindrop.Gateway.Tests.Grammar;

namespace Raindrop.Gateway.Tests.Kestrel;

/// <summary>What Kestrel hands over of a request is what the client sent, so that the grammar judges that and not Kestrel's reading of it.</summary>
public sealed class KestrelTests
{
    private const string Database = $"/db/{Targets.Tenant}";

    [Theory]
    [InlineData($"GET {Database}/a%2Fb", "DocumentRead /db/a%2Fb")]
    [InlineData($"GET {Database}/a%252Fb?rev=1-%61", "DocumentRead /db/a%252Fb?rev=1-a")]
    [InlineData($"GET {Database}/", "DatabaseInfo /db")]
    [InlineData($"GET {Database}/../other/x", "refused DotSegment")]
    [InlineData($"GET {Database}/x/../y", "refused DotSegment")]
    [InlineData($"GET {Database}/%2e%2e/other/x", "refused DotSegment")]
    [InlineData($"GET {Database}/./x", "refused DotSegment")]
    [InlineData($"GET {Database}//x", "refused EmptySegment")]
    [InlineData($"GET {Database}/a+b", "refused AmbiguousPlus")]
    [InlineData($"GET {Database}/a\\b", "refused Backslash")]
    [InlineData($"GET {Database}/x?a#b", "refused Fragment")]
    [InlineData($"GET /other/..{Database}/x", "refused OutsideMount")]
    [InlineData($"GET /d%62/{Targets.Tenant}/x", "refused OutsideMount")]
    [InlineData($"GET http://evil{Database}/x", "refused NotOriginForm")]
    [InlineData("OPTIONS *", "refused NotOriginForm")]
    [InlineData($"get {Database}/x", "refused UnknownMethod")]
    [InlineData($"PATCH {Database}/x", "refused UnknownMethod")]
    public async Task A_target_is_judged_as_it_was_sent(string line, string answer)
    {
        await using var server = await ParsingServer.StartAsync();

        var response = await server.SendAsync($"{line} HTTP/1.1\r\nHost: {(line.Contains("evil", StringComparison.Ordinal) ? "evil" : "gateway")}\r\nConnection: close\r\n\r\n");

        response.Should().StartWith("HTTP/1.1 200 ");
        BodyOf(response).Should().Contain(answer);
    }

    [Theory]
    [InlineData($"GET {Database}/%00")]
    [InlineData($"GET {Database}/é")]
    [InlineData($"GET {Database}/a\0b")]
    [InlineData($"GET {Database}/a b")]
    [InlineData("GET evil:443")]
    public async Task What_kestrel_refuses_itself_or_the_grammar_does_never_goes_on(string line)
    {
        await using var server = await ParsingServer.StartAsync();

        var response = await server.SendAsync($"{line} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");

        response.Should().Match(text => text.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || text.Contains("refused", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Content-Length: 13\r\n\r\n{\"docs\":[{}]}", "BulkWrite {\"docs\":[{}]}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"doc\r\n8\r\ns\":[{}]}\r\n0\r\n\r\n", "BulkWrite {\"docs\":[{}]}")]
    [InlineData("Content-Length: 13\r\n\r\n{\"a\":1,\"a\":2}", "refused DuplicateName after 0")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nd\r\n{\"docs\":[{}]}\r\n1\r\nx\r\n0\r\n\r\n", "refused TrailingData")]
    [InlineData("Content-Length: 0\r\n\r\n", "refused MissingBody")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "refused ContentEncoding")]
    public async Task A_body_comes_through_checked(string rest, string answer)
    {
        await using var server = await ParsingServer.StartAsync();

        var response = await server.SendAsync($"POST {Database}/_bulk_docs HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/json\r\n{rest}");

        BodyOf(response).Should().Contain(answer);
    }

    private static string BodyOf(string response) => response[(response.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
