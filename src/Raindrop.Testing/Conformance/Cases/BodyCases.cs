using Raindrop.Documents;

namespace Raindrop.Testing.Conformance.Cases;

internal static class BodyCases
{
    private const int Large = 7_900_000;

    private static readonly (string Json, InvalidDocumentReason Reason)[] Refused =
    [
        ("""{"a":1,"a":2}""", InvalidDocumentReason.MalformedJson),
        ("""{"a":1,"\u0061":2}""", InvalidDocumentReason.MalformedJson),
        ("""{"x":[{"a":1,"a":2}]}""", InvalidDocumentReason.MalformedJson),
        ("""{"a":"\ud800"}""", InvalidDocumentReason.UnpairedSurrogate),
        ("""{"\udc00":1}""", InvalidDocumentReason.UnpairedSurrogate),
        ("""{"_rev":"1-a"}""", InvalidDocumentReason.ReservedName),
        ("""{"_anything":1}""", InvalidDocumentReason.ReservedName),
        ("[1]", InvalidDocumentReason.NotAnObject),
        ("null", InvalidDocumentReason.NotAnObject),
        ("\"text\"", InvalidDocumentReason.NotAnObject),
        ("", InvalidDocumentReason.MalformedJson),
        ("{\"a\":1}{}", InvalidDocumentReason.MalformedJson),
        ("{\"a\":01}", InvalidDocumentReason.MalformedJson),
        ("{'a':1}", InvalidDocumentReason.MalformedJson),
        ("{\"a\":1,}", InvalidDocumentReason.MalformedJson),
        ("""{"a":[1e309]}""", InvalidDocumentReason.NumberOutOfRange),
        ("""{"a":-1.7976931348623159E+308}""", InvalidDocumentReason.NumberOutOfRange),
        ($"{{\"a\":{new string('9', 309)}}}", InvalidDocumentReason.NumberOutOfRange),
    ];

    public static CaseList All => new(ConformanceArea.Content)
    {
        Bodies_of_every_shape_are_kept,
        A_body_is_spelled_alike_however_it_is_read,
        An_empty_body_is_kept,
        Integers_keep_every_digit_where_the_store_says_so,
        A_body_of_nearly_8_MB_is_kept,
        A_body_that_is_too_large_is_stored_or_told,
        A_body_that_two_parsers_could_read_differently_is_refused_and_nothing_is_written,
        A_body_that_is_not_UTF_8_is_refused,
        A_body_nested_beyond_measure_is_refused,
        A_refusal_quotes_nothing_of_the_body,
    };

    private static async Task Bodies_of_every_shape_are_kept(ConformanceContext context)
    {
        string[] bodies =
        [
            """{"z":1,"a":{"_id":"inner","_rev":"inner"},"m":[]}""",
            """{"":"a name that is empty","a b":1,"ü":2,"a.b":3,"$x":4}""",
            """{"text":"ü€😀 \" \\ \/ \b\f\n\r\t \u0000 \u001f \u2028 \ud83d\ude00"}""",
            """{"list":[true,false,null,{},[],"",0,-1,0.5,12345678901]}""",
            $$"""{"numbers":[1e308,-1E+308,0.{{new string('0', 400)}},1{{new string('0', 308)}}]}""",
            $$"""{"deep":{{new string('[', 100)}}{{new string(']', 100)}}}""",
            $$"""{{{string.Join(',', Enumerable.Range(0, 2000).Select(n => $"\"name{n}\":{n}"))}}}""",
        ];
        await context.WriteAllAsync(bodies.Select((json, n) => ConformanceContext.New($"bulk{n}", json)));
        for (var n = 0; n < bodies.Length; n++)
        {
            await context.PutAsync($"single{n}", bodies[n]);
            foreach (var id in new[] { $"bulk{n}", $"single{n}" }) Expect.Json(ConformanceContext.Utf8(bodies[n]), (await context.ReadAsync(id)).Content, $"The body of '{id}'");
        }

        var rows = await context.RangeAsync(IdRange.StartingWith("bulk"), RangeOptions.WithDocuments);
        for (var n = 0; n < bodies.Length; n++) Expect.Json(ConformanceContext.Utf8(bodies[n]), rows[n].Document!.Content, $"The body of 'bulk{n}' in a range");
        var changes = await context.ChangesAsync(new ChangesOptions { IncludeDocuments = true });
        for (var n = 0; n < bodies.Length; n++) Expect.Json(ConformanceContext.Utf8(bodies[n]), changes.Single(change => change.Id == $"bulk{n}").Document!.Content, $"The body of 'bulk{n}' in the feed");
    }

    /// <summary>A store may write JSON anew, with other escapes, blanks and digits; but then it keeps to that.</summary>
    private static async Task A_body_is_spelled_alike_however_it_is_read(ConformanceContext context)
    {
        var written = ConformanceContext.Utf8("""{ "a\u0062" : "\u0022 \u00fc \/ \u0041", "numbers": [1e2, 0.50, 1.0, -0] }""");
        await context.Database.PutAsync(new Document { Id = "a", Content = written }, context.Stop);
        var read = (await context.ReadAsync("a")).Content;
        Expect.Json(written, read, "The body");

        var bulk = await context.Database.BulkReadAsync([new DocumentReference("a")], null, context.Stop).SingleAsync(context.Stop);
        Expect.Bytes(read, bulk.Document!.Content, "The body of a bulk read");
        Expect.Bytes(read, (await context.RangeAsync(default, RangeOptions.WithDocuments)).Single().Document!.Content, "The body in a range");
        Expect.Bytes(read, (await context.ChangesAsync(new ChangesOptions { IncludeDocuments = true })).Single().Document!.Content, "The body in the feed");
        await context.Database.PutAsync(new Document { Id = "b", Content = read }, context.Stop);
        Expect.Bytes(read, (await context.ReadAsync("b")).Content, "The body that was written as it was read");
    }

    private static async Task An_empty_body_is_kept(ConformanceContext context)
    {
        await context.Database.PutAsync(new Document { Id = "a" }, context.Stop);
        await context.PutAsync("b", " { } \n");
        foreach (var id in new[] { "a", "b" }) Expect.Json(Document.EmptyContent, (await context.ReadAsync(id)).Content, "The body");
    }

    private static async Task Integers_keep_every_digit_where_the_store_says_so(ConformanceContext context)
    {
        const string json = """{"n":9007199254740993,"m":-9007199254740993}""";
        await context.PutAsync("a", json);
        var read = await context.ReadAsync("a");
        if (context.Has(StoreCapabilities.ExactNumbers)) Expect.Json(ConformanceContext.Utf8(json), read.Content, "The body");
    }

    private static async Task A_body_of_nearly_8_MB_is_kept(ConformanceContext context)
    {
        var content = ConformanceContext.Utf8($$"""{"text":"{{new string('x', Large - 100_000)}}{{new string('ü', 50_000)}}"}""");
        await context.Database.PutAsync(new Document { Id = "large", Content = content }, context.Stop);
        Expect.Json(content, (await context.ReadAsync("large")).Content, "The body");
        var found = await context.Database.BulkReadAsync([new DocumentReference("large")], null, context.Stop).SingleAsync(context.Stop);
        Expect.Json(content, found.Document!.Content, "The body of a bulk read");
    }

    private static async Task A_body_that_is_too_large_is_stored_or_told(ConformanceContext context)
    {
        var larger = new Document { Id = "larger", Content = ConformanceContext.Utf8($$"""{"text":"{{new string('x', 9_000_000)}}"}""") };
        var results = await context.WriteAsync(ConformanceContext.New("a"), larger, ConformanceContext.New("b"));
        Expect.Sequence([true, results[1].Error != DocumentError.TooLarge, true], results.Select(result => result.IsWritten), "What was written of a small, a large and a small document");
        if (results[1].IsWritten) return;
        var refused = await Expect.ThrowsAsync<DocumentTooLargeException>("A write of the large document", () => context.Database.PutAsync(larger, context.Stop).AsTask());
        Expect.Equal("larger", refused.DocumentId, "The id that the error names");
    }

    private static async Task A_body_that_two_parsers_could_read_differently_is_refused_and_nothing_is_written(ConformanceContext context)
    {
        foreach (var (json, reason) in Refused)
        {
            Func<Task>[] calls =
            [
                () => context.PutAsync("a", json),
                () => context.WriteAsync(ConformanceContext.New("fine"), ConformanceContext.New("a", json)),
                () => context.Database.PutLocalAsync(new LocalDocument("a", ConformanceContext.Utf8(json)), context.Stop).AsTask(),
                () => context.PlantAsync("a", json, false, "1-a"),
            ];
            foreach (var call in calls) Expect.Equal(reason, (await Expect.ThrowsAsync<InvalidDocumentException>($"The body {json}", call)).Reason, $"The reason for {json}");
        }

        Expect.Equal(0L, (await context.Database.GetInfoAsync(context.Stop)).DocumentCount, "The document count");
        Expect.Equal(null, await context.Database.GetLocalAsync("a", context.Stop), "The local document");
    }

    private static Task A_body_that_is_not_UTF_8_is_refused(ConformanceContext context) =>
        Expect.ThrowsAsync<InvalidDocumentException>("A body that is not UTF-8", () => context.Database.PutAsync(new Document { Id = "a", Content = new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' } }, context.Stop).AsTask());

    private static Task A_body_nested_beyond_measure_is_refused(ConformanceContext context) =>
        Expect.ThrowsAsync<InvalidDocumentException>("A body nested 600 deep", () => context.PutAsync("a", $$"""{"deep":{{new string('[', 600)}}{{new string(']', 600)}}}"""));

    private static async Task A_refusal_quotes_nothing_of_the_body(ConformanceContext context)
    {
        var refused = await Expect.ThrowsAsync<InvalidDocumentException>("A name given twice", () => context.PutAsync("a", """{"secretname":"secretvalue","secretname":1}"""));
        Expect.That(!refused.ToString().Contains("secret", StringComparison.Ordinal), "the error should quote nothing of the body");
    }
}
