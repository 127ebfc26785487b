using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Operations;

/// <summary>A feed's options in the words of <c>_changes</c>.</summary>
internal sealed class ChangesQuery : IDisposable
{
    private const int Silences = 3;
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(55);
    private static readonly TimeSpan PollGrace = TimeSpan.FromSeconds(5);
    private readonly string _database;
    private readonly ChangesOptions _options;
    private readonly RequestBody? _body;

    public ChangesQuery(string database, ChangesOptions options)
    {
        _database = database;
        _options = options;
        _body = CreateBody(options);
    }

    public static void Require(ChangesOptions options)
    {
        if (options.Limit is { } limit) ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SequenceInterval, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Heartbeat, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.Zero, nameof(options));
        if (options is { Kind: ChangesFeedKind.Continuous, Limit: not null }) throw new ArgumentException("A continuous feed has no limit.", nameof(options));
        if (options is { DocumentIds: not null, Selector: not null }) throw new ArgumentException("A feed is filtered by ids or by a selector, not by both.", nameof(options));
        if (options.Selector is { } selector) RequireObject(selector);
        foreach (var id in options.DocumentIds ?? []) DocumentIds.RequireWellFormed(id);
    }

    public CouchRequest ToRequest(string? since, int? limit, TimeSpan? wait)
    {
        var query = new CouchQuery($"{_database}/_changes")
            .AddIf(_options.DocumentIds is not null, "filter", "_doc_ids")
            .AddIf(_options.Selector is not null, "filter", "_selector")
            .Add("since", since)
            .Add("limit", limit)
            .AddIf(_options.IncludeDocuments, "include_docs")
            .AddIf(_options.AllLeaves, "style", "all_docs")
            .AddIf(_options.SequenceInterval > 1, "seq_interval", _options.SequenceInterval.ToString(CultureInfo.InvariantCulture));
        if (_options.Kind == ChangesFeedKind.Continuous) query.Add("feed", "continuous").Add("heartbeat", (long)_options.Heartbeat.TotalMilliseconds);
        if (wait is { } time) query.Add("feed", "longpoll").Add("timeout", (long)time.TotalMilliseconds);
        return new CouchRequest("read changes", _body is null ? HttpMethod.Get : HttpMethod.Post, query.ToString())
        {
            Body = _body,
            IsSafe = true,
            Kind = RequestKind.Feed,
            HasDeadline = wait is not null,
            Silence = _options.Kind == ChangesFeedKind.Continuous ? _options.Heartbeat * Silences : wait + PollGrace,
        };
    }

    /// <summary>The position of the end, for a feed that starts there: a feed that broke before its first row would lose what came meanwhile.</summary>
    public CouchRequest ToEndRequest() =>
        new("read changes", HttpMethod.Get, new CouchQuery($"{_database}/_changes").Add("since", "now").Add("limit", 1).ToString()) { Kind = RequestKind.Feed };

    /// <summary>How long one poll waits: a longer one is made of several, so that a dead connection is found.</summary>
    public TimeSpan PollFor(TimeSpan left)
    {
        var longest = _options.Heartbeat * Silences < LongestPoll ? _options.Heartbeat * Silences : LongestPoll;
        return left < longest ? left : longest;
    }

    public void Dispose() => _body?.Dispose();

    private static RequestBody? CreateBody(ChangesOptions options)
    {
        if (options.DocumentIds is null && options.Selector is null) return null;
        var body = new RequestBody();
        if (options.DocumentIds is { } ids)
        {
            body.Write("{\"doc_ids\":"u8);
            JsonText.WriteStrings(body, ids);
        }
        else
        {
            body.Write("{\"selector\":"u8);
            body.Append(options.Selector!.Value);
        }

        body.Write("}"u8);
        return body;
    }

    private static void RequireObject(ReadOnlyMemory<byte> selector)
    {
        try
        {
            using var json = JsonDocument.Parse(selector);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return;
        }
        catch (JsonException)
        {
            // The parser's message can quote the selector.
        }

        throw new ArgumentException("A selector must be a JSON object.", nameof(selector));
    }
}
