using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Raindrop.Canary.Tests.Search;

namespace Raindrop.Canary.Tests.Searching;

/// <summary>That nothing is found says something only if the search finds what is there.</summary>
public sealed class CanarySearchTests
{
    private static readonly Search.Canary Secret = Search.Canary.New("secret");
    private static readonly Search.Canary Key = Search.Canary.Of("key", RandomNumberGenerator.GetBytes(32));
    private static readonly CanarySearch Searcher = new([Secret, Key]);

    public static TheoryData<string, string> Planted => new()
    {
        { "the text itself", Secret.Text! },
        { "upper hex", Convert.ToHexString(Secret.Bytes.Span) },
        { "lower hex", Convert.ToHexStringLower(Secret.Bytes.Span) },
        { "JSON", JsonSerializer.Serialize(new { Password = Secret.Text }) },
        { "JSON of Erlang", "{\"password\":\"" + Secret.Text!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal) + "\"}" },
        { "a URL", $"http://user:{Uri.EscapeDataString(Secret.Text!)}@host/" },
        { "its first half", Secret.Text![..40] },
        { "its last half", Secret.Text![^40..] },
        { "Basic authentication", $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Secret.Text}"))}" },
        { "a key in hex", Convert.ToHexString(Key.Bytes.Span) },
        { "a key in base64", Convert.ToBase64String(Key.Bytes.Span) },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void What_is_planted_is_found(string form, string text) => Searcher.Find($"some text before {text} and behind").Should().NotBeNull(form);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_is_found_in_both_orders(bool isBigEndian)
    {
        var text = (isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetBytes($"x{Secret.Text}x");
        Searcher.Find([1, .. text]).Should().NotBeNull();
    }

    [Fact]
    public void Base64_is_found_wherever_the_secret_stands_in_what_was_encoded() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60], Gen.Bool, Gen.Bool).Sample((before, after, isUrl, isKey) =>
    {
        byte[] whole = [.. before, .. (isKey ? Key : Secret).Bytes.Span, .. after];
        var encoded = isUrl ? System.Buffers.Text.Base64Url.EncodeToString(whole) : Convert.ToBase64String(whole);
        var found = Searcher.Find(encoded);
        found.Should().NotBeNull();
        found!.Value.Form.Should().StartWith("base64");
        found.Value.Canary.Should().Be(isKey ? "key" : "secret");
    });

    [Fact]
    public void A_secret_that_a_page_parts_is_found() => Gen.Select(Gen.Int[1, 100], Gen.Int[1, 30]).Sample((at, gap) =>
    {
        var text = Secret.Bytes.ToArray();
        Searcher.Find([.. text[..at], .. new byte[gap], .. text[at..]]).Should().NotBeNull();
    });

    [Fact]
    public void Nothing_is_found_in_noise_and_in_other_secrets()
    {
        Searcher.Find(RandomNumberGenerator.GetBytes(1 << 20)).Should().BeNull();
        Searcher.Find(Convert.ToBase64String(RandomNumberGenerator.GetBytes(1 << 20))).Should().BeNull();
        var other = Search.Canary.New("other");
        foreach (var (form, bytes) in CanaryForms.Of(other)) Searcher.Find(bytes).Should().BeNull($"the {form} of another secret shares no piece with it");
    }
}
