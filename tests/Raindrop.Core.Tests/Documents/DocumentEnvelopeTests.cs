using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Raindrop.Documents;

namespace Raindrop.Core.Tests.Documents;

public sealed class DocumentEnvelopeTests
{
    private static readonly DocumentEnvelope Whole = new()
    {
        Schema = "d",
        SchemaVersion = 2,
        Key = "k/ü\"",
        Extension = "e",
        ExtensionVersion = 3,
        SourceId = "s:1",
        SourceRevision = "1-a",
        Digest = "x",
    };

    [Fact]
    public void What_was_written_is_read()
    {
        Read(EnvelopeWriter.Compose(Whole, """{"a":1}"""u8)).Should().Be(Whole);
        var source = new DocumentEnvelope { Schema = "s", SchemaVersion = 1, Key = "k" };
        Read(EnvelopeWriter.Compose(source, "{}"u8)).Should().Be(source);
        var group = Whole with { SourceRevision = null };
        Read(EnvelopeWriter.Compose(group, "{}"u8)).Should().Be(group);
    }

    [Fact]
    public void Members_may_stand_in_any_order_and_with_escapes()
    {
        var body = """{"a":{"rd_schema":"inner"},"rd_digest":"x","\u0072d_key":"k/ü\"","rd_source":{"x":[1],"rev":"1-a","id":"s:1"},"rd_ext_version":3,"rd_ext":"e","rd_schema_version":2,"rd_schema":"d"}""";

        Read(Encoding.UTF8.GetBytes(body)).Should().Be(Whole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"rd_schema":"s"}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1.5,"rd_key":"k"}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":99999999999,"rd_key":"k"}""")]
    [InlineData("""{"rd_schema":1,"rd_schema_version":1,"rd_key":"k"}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1,"rd_key":null}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1,"rd_key":"k","rd_source":"s:1"}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1,"rd_key":"k","rd_source":{"id":{}}}""")]
    [InlineData("""{"rd_schema":"s","rd_schema_version":1,"rd_key":"\ud800"}""")]
    public void What_is_no_envelope_is_not_read(string body) => DocumentEnvelope.TryRead(Encoding.UTF8.GetBytes(body), out _).Should().BeFalse();

    [Fact]
    public void A_number_that_the_store_wrote_in_its_own_way_is_read() =>
        DocumentEnvelope.TryRead("""{"rd_schema":"s","rd_schema_version":1,"rd_key":"k","n":100.0}"""u8, out _).Should().BeTrue();

    [Fact]
    public void The_payload_is_what_is_left_in_its_order()
    {
        Payload("""{"rd_schema":"s","z":1,"rd_x":{"a":2},"a":[1, 2],"Rd_b":3,"rd":4,"rd_":5}""").Should().Be("""{"z":1,"a":[1, 2],"Rd_b":3,"rd":4}""");
        Payload("""{"rd_schema":"s"}""").Should().Be("{}");
        Payload("""{"\u0072d_x":1,"a":"\u00fc"}""").Should().Be("""{"a":"\u00fc"}""");
    }

    [Fact]
    public void A_body_without_envelope_is_its_own_payload()
    {
        ReadOnlyMemory<byte> body = """ { "a" : 1 } """u8.ToArray();

        DocumentEnvelope.PayloadOf(body).Equals(body).Should().BeTrue();
    }

    [Fact]
    public void Writing_and_taking_off_the_envelope_gives_the_payload_back() =>
        Gen.Select(Gen.String.Array[0, 5], Gen.Int).Sample((names, value) =>
        {
            var payload = new JsonObject();
            foreach (var name in names.Where(name => !name.StartsWith("rd_", StringComparison.Ordinal)))
                payload[new string([.. name.Where(c => !char.IsSurrogate(c))])] = new JsonArray(value, "x", new JsonObject { ["y"] = null });
            var bytes = JsonSerializer.SerializeToUtf8Bytes(payload);

            DocumentEnvelope.PayloadOf(EnvelopeWriter.Compose(Whole, bytes)).ToArray().Should().Equal(bytes);
        });

    private static DocumentEnvelope Read(ReadOnlyMemory<byte> content)
    {
        DocumentEnvelope.TryRead(content.Span, out var envelope).Should().BeTrue();
        return envelope;
    }

    private static string Payload(string body) => Encoding.UTF8.GetString(DocumentEnvelope.PayloadOf(Encoding.UTF8.GetBytes(body)).Span);
}
