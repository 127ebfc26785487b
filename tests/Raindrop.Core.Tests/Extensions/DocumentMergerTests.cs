using System.Text;
using System.Text.Json;
using CsCheck;
using Raindrop.Documents;
using Raindrop.Extensions;
using static Raindrop.Core.Tests.Extensions.TestExtension;

namespace Raindrop.Core.Tests.Extensions;

public sealed class DocumentMergerTests
{
    private static readonly string[] Writers = ["a", "b", "strong", "weak", "removed", "@user"];

    private static readonly ExtensionRegistry Registry = ExtensionRegistry.Create(
        [TestRegistry.Source("s"), TestRegistry.Derived("d", 2) with { AllowsOverrides = true }, TestRegistry.Derived("closed")],
        [Of("a", ["s"], ["d"]), Of("b", ["s"], ["d", "closed"]), Of("strong", ["s"], ["d"], confidence: 90), Of("weak", ["s"], ["d"], confidence: 1)]);

    [Fact]
    public void Each_field_is_the_most_confident_writers_that_has_it()
    {
        var merged = Merge(
            Stored("weak", """{"tag":"weak","only":"weak"}"""),
            Stored("strong", """{"tag":"strong"}"""),
            Stored("a", """{"tag":"a","list":[1,{"x":2}]}"""));

        Text(merged).Should().Be("""{"tag":"strong","list":[1,{"x":2}],"only":"weak"}""");
        merged.Id.Should().Be("d:k:strong");
        merged.SchemaVersion.Should().Be(2);
        (merged.Schema, merged.Key).Should().Be(("d", "k"));
    }

    [Fact]
    public void Ties_go_to_the_smaller_id() => Text(Merge(Stored("b", """{"tag":"b"}"""), Stored("a", """{"tag":"a"}"""))).Should().Be("""{"tag":"a"}""");

    [Fact]
    public void The_users_word_counts_most_also_where_it_is_null() =>
        Text(Merge(Stored("strong", """{"tag":"strong","n":1}"""), Stored("@user", """{"tag":null}"""))).Should().Be("""{"tag":null,"n":1}""");

    [Fact]
    public void A_writer_that_is_no_longer_registered_counts_least() =>
        Text(Merge(Stored("removed", """{"tag":"removed","n":1}"""), Stored("weak", """{"tag":"weak"}"""))).Should().Be("""{"tag":"weak","n":1}""");

    [Fact]
    public void Names_are_compared_with_escapes_resolved() =>
        Text(Merge(Stored("strong", """{"\u0074ag":1}"""), Stored("a", """{"tag":2}"""))).Should().Be("""{"\u0074ag":1}""");

    [Fact]
    public void One_document_passes_through_as_its_payload()
    {
        var merged = Merge(Stored("a", """{"z":1.0, "a" : "\u00fc"}"""));

        Text(merged).Should().Be("""{"z":1.0,"a" : "\u00fc"}""");
        merged.Id.Should().Be("d:k:a");
    }

    [Fact]
    public void Attachments_are_united_by_the_same_precedence()
    {
        var weak = Stored("weak", "{}", ("x", "weak"), ("y", "weak"));
        var strong = Stored("strong", "{}", ("x", "strong"));
        var merged = Merge(weak, strong);

        merged.Attachments.Keys.Should().Equal("x", "y");
        Encoding.UTF8.GetString(merged.Attachments["x"].Data!.Value.Span).Should().Be("strong");
        DocumentMerger.OwnerOf(Registry, "d", "k", [weak, strong], "x").Should().BeSameAs(strong);
        DocumentMerger.OwnerOf(Registry, "d", "k", [weak, strong], "y").Should().BeSameAs(weak);
        DocumentMerger.OwnerOf(Registry, "d", "k", [weak, strong], "z").Should().BeNull();
    }

    [Fact]
    public void The_order_of_the_documents_does_not_matter()
    {
        var fields = Maps.Of(Gen.String[Gen.Char['a', 'e'], 1, 1], Gen.Int[0, 9]);
        Gen.Select(Maps.Of(Gen.Int[0, 5].Select(i => Writers[i]), fields, min: 1), Gen.Int[0, 9999]).Sample((bodies, seed) =>
        {
            var documents = bodies.Select(body => Stored(body.Key, JsonSerializer.Serialize(body.Value))).ToArray();
            var merged = Merge(documents);
            new Random(seed).Shuffle(documents);
            var shuffled = Merge(documents);

            Text(shuffled).Should().Be(Text(merged));
            shuffled.Id.Should().Be(merged.Id);
            var expected = bodies.SelectMany(body => body.Value.Select(field => (body.Key, Field: field)))
                .GroupBy(entry => entry.Field.Key)
                .ToDictionary(group => group.Key, group => group.OrderByDescending(e => Registry.ConfidenceOf(e.Key)).ThenBy(e => e.Key, StringComparer.Ordinal).First().Field.Value);
            JsonSerializer.Deserialize<Dictionary<string, int>>(merged.Content.Span).Should().BeEquivalentTo(expected);
        }, iter: 300);
    }

    [Theory]
    [InlineData("d:k:a", """{"rd_schema":"other","rd_schema_version":1,"rd_key":"k"}""")]
    [InlineData("d:k:a", """{"rd_schema":"d","rd_schema_version":1,"rd_key":"other"}""")]
    [InlineData("d:k:a", """{"rd_schema":"d","rd_schema_version":0,"rd_key":"k"}""")]
    [InlineData("d:k:a", """{"rd_schema":"d","rd_schema_version":"1","rd_key":"k"}""")]
    [InlineData("d:k:a", """{"rd_schema":"d","rd_schema_version":1}""")]
    [InlineData("d:k:a", "{")]
    [InlineData("d:k:a", "[]")]
    [InlineData("d:k", """{"rd_schema":"d","rd_schema_version":1,"rd_key":"k"}""")]
    [InlineData("d:other:a", """{"rd_schema":"d","rd_schema_version":1,"rd_key":"k"}""")]
    [InlineData("nonsense", """{"rd_schema":"d","rd_schema_version":1,"rd_key":"k"}""")]
    public void A_document_that_is_not_what_its_id_says_is_an_invalid_input(string id, string content)
    {
        var merge = () => Merge(new Document { Id = id, Content = Encoding.UTF8.GetBytes(content) });

        merge.Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.InvalidInput);
    }

    [Fact]
    public void An_override_of_a_schema_that_allows_none_is_an_invalid_input()
    {
        var content = """{"rd_schema":"closed","rd_schema_version":1,"rd_key":"k"}"""u8.ToArray();
        var merge = () => DocumentMerger.Merge(Registry, "closed", "k", [new Document { Id = "closed:k:@user", Content = content }]);

        merge.Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.InvalidInput);
    }

    private static InputDocument Merge(params Document[] documents) => DocumentMerger.Merge(Registry, "d", "k", documents);

    private static Document Stored(string writer, string payload, params (string Name, string Bytes)[] files)
    {
        var envelope = new DocumentEnvelope { Schema = "d", SchemaVersion = 2, Key = "k" };
        return new Document
        {
            Id = $"d:k:{writer}",
            Content = EnvelopeWriter.Compose(envelope, Encoding.UTF8.GetBytes(payload)),
            Attachments = files.ToDictionary(file => file.Name, file => new DocumentAttachment { ContentType = "text/plain", Data = Encoding.UTF8.GetBytes(file.Bytes) }),
        };
    }

    private static string Text(InputDocument document) => Encoding.UTF8.GetString(document.Content.Span);
}
