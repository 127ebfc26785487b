using System.Text;
using System.Text.Json;
using CsCheck;
using Raindrop.Documents;
using Raindrop.Extensions;
using static Raindrop.Core.Tests.Extensions.TestExtension;

namespace Raindrop.Core.Tests.Extensions;

public sealed class DerivationOutputsTests
{
    private static readonly ExtensionRegistry Registry = TestRegistry.Of(Of("writer", ["s"], ["d", "d2"], version: 3));

    [Fact]
    public void What_was_emitted_comes_ordered_by_id()
    {
        var outputs = NewOutputs();
        outputs.Emit("d2", "a", "{}"u8);
        outputs.Emit("d", "b", "{}"u8);
        outputs.Emit("d", "a/1", "{}"u8);

        outputs.Documents.Select(document => document.Id).Should().Equal("d2:a:writer", "d:a/1:writer", "d:b:writer");
    }

    [Theory]
    [InlineData("undeclared", "k", "{}", DerivationFailure.UndeclaredSchema)]
    [InlineData("s", "k", "{}", DerivationFailure.UndeclaredSchema)]
    [InlineData("d", "", "{}", DerivationFailure.InvalidOutput)]
    [InlineData("d", "a:b", "{}", DerivationFailure.InvalidOutput)]
    [InlineData("d", "a\u0000", "{}", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", "", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", "[]", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", "{} {}", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"a":1,"\u0061":2}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"a":{"b":1,"b":2}}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"rd_ext":"forged"}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"\u0072d_ext":"forged"}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"_id":"forged"}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"a":"\ud800"}""", DerivationFailure.InvalidOutput)]
    [InlineData("d", "k", """{"a":1e309}""", DerivationFailure.InvalidOutput)]
    public void What_may_not_be_emitted_is_refused_with_its_reason(string schema, string key, string payload, DerivationFailure failure)
    {
        var emit = () => NewOutputs().Emit(schema, key, Encoding.UTF8.GetBytes(payload));

        var exception = emit.Should().Throw<DerivationException>().Which;
        exception.Failure.Should().Be(failure);
        exception.ToString().Should().NotContain("forged");
    }

    [Fact]
    public void A_key_without_a_UTF_8_form_is_refused() =>
        NewOutputs().Invoking(outputs => outputs.Emit("d", "a\ud800", "{}"u8)).Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.InvalidOutput);

    [Fact]
    public void Payload_that_is_not_UTF_8_is_refused()
    {
        byte[] payload = [.. "{\"a\":\""u8, 0xff, .. "\"}"u8];

        NewOutputs().Invoking(outputs => outputs.Emit("d", "k", payload)).Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.InvalidOutput);
    }

    [Fact]
    public void One_document_is_emitted_once()
    {
        var outputs = NewOutputs();
        outputs.Emit("d", "k", "{}"u8);

        outputs.Invoking(o => o.Emit("d", "k", """{"a":1}"""u8)).Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.DuplicateOutput);
        outputs.Invoking(o => o.Emit("d2", "k", "{}"u8)).Should().NotThrow();
    }

    [Fact]
    public void Nothing_is_emitted_or_attached_after_the_run()
    {
        var outputs = NewOutputs();
        var document = outputs.Emit("d", "k", "{}"u8);
        outputs.Documents.Should().ContainSingle();

        outputs.Invoking(o => o.Emit("d", "later", "{}"u8)).Should().Throw<DerivationException>();
        document.Invoking(d => d.Attach("a", "text/plain", default)).Should().Throw<DerivationException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("_a")]
    [InlineData("taken")]
    public void An_attachments_name_is_checked(string name)
    {
        var document = NewOutputs().Emit("d", "k", "{}"u8).Attach("taken", "text/plain", "x"u8.ToArray());

        document.Invoking(d => d.Attach(name, "text/plain", default)).Should().Throw<DerivationException>().Which.Failure.Should().Be(DerivationFailure.InvalidOutput);
    }

    [Fact]
    public void The_payload_is_copied()
    {
        var bytes = """{"a":1}"""u8.ToArray();
        var outputs = NewOutputs();
        outputs.Emit("d", "k", bytes);
        bytes.AsSpan().Fill((byte)'x');

        Text(outputs.Documents[0].Payload).Should().Be("""{"a":1}""");
    }

    [Fact]
    public void An_object_that_cannot_be_written_is_refused_without_its_content()
    {
        var loop = new Loop { Name = "secret" };
        loop.Next = loop;

        var exception = NewOutputs().Invoking(o => o.Emit("d", "k", loop, ExtensionTestJson.Default.Loop)).Should().Throw<DerivationException>().Which;
        exception.Failure.Should().Be(DerivationFailure.InvalidOutput);
        exception.ToString().Should().NotContain("secret");
    }

    [Fact]
    public void Concurrent_emissions_give_the_same_documents()
    {
        var outputs = NewOutputs();
        Parallel.For(0, 500, i => outputs.Emit("d", $"k{i:D3}", "{}"u8).Attach("a", "text/plain", "x"u8.ToArray()));

        outputs.Documents.Select(document => document.Key).Should().Equal(Enumerable.Range(0, 500).Select(i => $"k{i:D3}"));
    }

    [Fact]
    public void Digests_are_equal_exactly_where_payloads_and_attachments_are()
    {
        var body = Maps.Of(Gen.String[Gen.Char['a', 'd'], 1, 2], Gen.Int[0, 2]).Select(fields => JsonSerializer.Serialize(fields));
        var files = Maps.Of(Gen.String[Gen.Char['a', 'b'], 1, 2], Gen.String[Gen.Char['x', 'y'], 0, 2]);
        Gen.Select(body, files, body, files).Sample((body1, files1, body2, files2) =>
        {
            var equal = body1 == body2 && files1.Count == files2.Count && files1.All(file => files2.TryGetValue(file.Key, out var other) && other == file.Value);
            (Emitted(body1, files1).Digest == Emitted(body2, files2).Digest).Should().Be(equal);
        });
    }

    [Fact]
    public void The_digest_moves_no_byte_between_a_name_and_a_type_and_the_bytes()
    {
        string[] digests =
        [
            One("ab", "c", "d"), One("a", "bc", "d"), One("a", "b", "cd"), One("abc", "d", ""), Emitted("{}", new Dictionary<string, string>()).Digest,
        ];

        digests.Should().OnlyHaveUniqueItems();

        static string One(string name, string type, string bytes) =>
            ((EmittedDocument)NewOutputs().Emit("d", "k", "{}"u8).Attach(name, type, Encoding.UTF8.GetBytes(bytes))).Digest;
    }

    [Fact]
    public void A_stored_document_has_the_same_bytes_each_time_and_its_envelope_before_its_payload()
    {
        var document = Emitted(""" { "z":1.50, "a":"ü" } """, new Dictionary<string, string>());
        var stored = document.ToDocument(Registry.Nodes[0], "s:1", "1-a", "2-b");

        Text(stored.Content).Should().Be($$"""{"rd_schema":"d","rd_schema_version":1,"rd_key":"k","rd_ext":"writer","rd_ext_version":3,"rd_source":{"id":"s:1","rev":"1-a"},"rd_digest":"{{document.Digest}}","z":1.50, "a":"ü" }""");
        stored.Revision.Should().Be("2-b");
        stored.Id.Should().Be("d:k:writer");
        document.ToDocument(Registry.Nodes[0], "s:1", "1-a", "2-b").Content.ToArray().Should().Equal(stored.Content.ToArray());
    }

    [Fact]
    public void A_document_of_a_group_names_no_revision_and_an_empty_payload_leaves_no_comma()
    {
        var stored = Emitted("{ }", new Dictionary<string, string>()).ToDocument(Registry.Nodes[0], "s:g/", null, null);

        DocumentContent.Validate(stored.Id, stored.Content);
        Text(stored.Content).Should().Contain("\"rd_source\":{\"id\":\"s:g/\"}").And.NotContain(",}");
    }

    [Fact]
    public void Attachments_are_stored_inline_sorted_by_name()
    {
        var stored = Emitted("{}", new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }).ToDocument(Registry.Nodes[0], "s:1", null, null);

        stored.Attachments.Keys.Should().Equal("a", "b");
        Text(stored.Attachments["a"].Data!.Value).Should().Be("1");
        stored.Attachments["a"].Length.Should().Be(1);
    }

    private static DerivationOutputs NewOutputs() => new(Registry.Nodes[0], Registry);

    private static EmittedDocument Emitted(string body, IReadOnlyDictionary<string, string> files)
    {
        var document = NewOutputs().Emit("d", "k", Encoding.UTF8.GetBytes(body));
        foreach (var (name, bytes) in files) document.Attach(name, "text/plain", Encoding.UTF8.GetBytes(bytes));
        return (EmittedDocument)document;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
