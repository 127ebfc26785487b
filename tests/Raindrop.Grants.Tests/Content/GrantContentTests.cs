using System.Text;
using System.Text.Json;
using CsCheck;
using Raindrop.Documents;
using Raindrop.Tenants.Tests.Stores;

namespace Raindrop.Grants.Tests.Content;

/// <summary>The one form of contents, whose digest a store cannot change.</summary>
public sealed class GrantContentTests
{
    private const string Seed = "0000000000001";

    public static TheoryData<string> Stores => TenantWorld.All;

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{ "b" : 2 , "a" : [ 1 , -0.5 , true , null ] }""", """{"a":[1,-0.5,true,null],"b":2}""")]
    [InlineData("""{"\u0061":"\u000a\u00e9\/","\ud83d\ude00":1,"\ufb33":2}""", "{\"a\":\"\\n\u00e9/\",\"\ud83d\ude00\":1,\"\ufb33\":2}")]
    [InlineData("""{"a":"\u0000\u007f\u2028"}""", "{\"a\":\"\\u0000\u007f\u2028\"}")]
    [InlineData("""{"nested":{"_id":"x"}}""", """{"nested":{"_id":"x"}}""")]
    public void The_canonical_form_is_that_of_RFC_8785(string json, string expected) => Canonicalize(json).Should().Be(expected);

    [Fact]
    public void The_digest_is_that_of_the_canonical_form() =>
        GrantContent.Digest("{ }"u8.ToArray()).Should().Be("RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o", "it is SHA-256 of {} in base 64 for URLs");

    [Fact]
    public void Another_spelling_of_the_same_content_has_the_same_form() => JsonTexts.Objects.Sample(
        json =>
        {
            var canonical = Canonicalize(json);
            Canonicalize(JsonTexts.Respell(json)).Should().Be(canonical);
            Canonicalize(canonical).Should().Be(canonical);
            JsonElement.DeepEquals(JsonDocument.Parse(canonical).RootElement, JsonDocument.Parse(json).RootElement).Should().BeTrue();
        },
        seed: Seed,
        iter: 500);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9007199254740991")]
    [InlineData("0.5")]
    [InlineData("0.000001")]
    [InlineData("-123456789.012345")]
    public void A_number_that_keeps_its_text_is_taken(string number) => Canonicalize($$"""{"n":{{number}}}""").Should().Be($$"""{"n":{{number}}}""");

    [Theory]
    [InlineData("1e2")]
    [InlineData("1E2")]
    [InlineData("1.5e0")]
    [InlineData("1.0")]
    [InlineData("1.50")]
    [InlineData("0.0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("99999999999999999999")]
    [InlineData("0.0000001")]
    [InlineData("1.234567890123456")]
    [InlineData("1234567890123456.5")]
    public void A_number_that_stores_rewrite_is_refused(string number) => FailureOf($$"""{"a":[{"n":{{number}}}]}""").Should().Be(GrantFailure.Number);

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":{"b":1,"\u0062":1}}""")]
    [InlineData("""{"_id":"a"}""")]
    [InlineData("""{"\u005frev":"a"}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("""{"a":01}""")]
    public void What_is_no_body_of_a_document_is_refused(string json) => FailureOf(json).Should().Be(GrantFailure.Content);

    [Fact]
    public void Text_that_is_no_UTF_8_and_nesting_beyond_64_are_refused()
    {
        FailureOf([.. "{\"a\":\""u8, 0xc3, 0x28, .. "\"}"u8]).Should().Be(GrantFailure.Content);
        FailureOf(Nest(65)).Should().Be(GrantFailure.Content);
        FailureOf(Nest(64)).Should().BeNull();

        static byte[] Nest(int depth) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_a_store_gives_back_has_the_digest_of_what_it_was_given(string store)
    {
        await using var world = await TenantWorld.CreateAsync(store);
        var contents = new List<string>();
        JsonTexts.Objects.Sample(contents.Add, seed: Seed, iter: 200, threads: 1);
        JsonTexts.Numbers.Array[50].Sample(numbers => contents.Add($$"""{"n":[{{string.Join(',', numbers)}}]}"""), seed: Seed, iter: 20, threads: 1);
        Document[] documents = [.. contents.Select((json, i) => new Document { Id = $"doc{i}", Content = Encoding.UTF8.GetBytes(JsonTexts.Respell(json)) })];

        (await world.Raw.BulkWriteAsync(documents)).Should().OnlyContain(result => result.IsWritten);

        await foreach (var found in world.Raw.BulkReadAsync([.. documents.Select(document => new DocumentReference(document.Id))]))
            GrantContent.Digest(found.Document!.Content).Should().Be(GrantContent.Digest(Encoding.UTF8.GetBytes(contents[found.RequestIndex])), contents[found.RequestIndex]);
    }

    private static string Canonicalize(string json) => Encoding.UTF8.GetString(GrantContent.Canonicalize(Encoding.UTF8.GetBytes(json)).Span);

    private static GrantFailure? FailureOf(string json) => FailureOf(Encoding.UTF8.GetBytes(json));

    private static GrantFailure? FailureOf(byte[] json)
    {
        try
        {
            GrantContent.Digest(json);
            return null;
        }
        catch (GrantException e)
        {
            return e.Failure;
        }
    }
}
