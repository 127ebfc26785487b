using System.Globalization;
using System.Text;
using CsCheck;
using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Grammar;

/// <summary>The laws of the grammar: what it rebuilds means the same, and whatever is sent, nothing leaves the tenant's database.</summary>
public sealed class TargetPropertyTests
{
    private const int HostileTargets = 100_000;

    /// <summary>Text as ids are made of: slashes, plus signs, percent signs, spaces, letters of many bytes, and characters that parsers trip over.</summary>
    private static readonly Gen<string> Names = Gen.OneOf(
            Gen.Char["abcXYZ019-._~"].Select(char.ToString), Gen.Char["/+% &=?#;:@!$'()*,|^`{}[]<>\""].Select(char.ToString),
            Gen.OneOf("é", "ß", "日", "\uffff", "\u200b", "😀", "%2F", "%2e", "%25", "%00", "..a", "a..", "_", "_design", "_local"))
        .Array[1, 8].Select(string.Concat).Where(name => PathText.Check(name) == GrammarRefusal.None);

    private static readonly Gen<string> Ids = Names.Where(name => name[0] != '_');

    [Fact]
    public void What_is_rebuilt_is_the_same_request() => Gen.Select(Ids, Ids, Names, Names).Sample(
        (id, attachment, local, key) =>
        {
            foreach (var (path, method) in new[]
                     {
                         ($"/{Encode(id)}?rev={Encode(key)}", "GET"), ($"/{Encode(id)}/{Encode(attachment)}", "PUT"), ($"/_design/{Encode(id)}/{Encode(attachment)}", "GET"),
                         ($"/_local/{Encode(local)}", "PUT"), ($"/_design%2F{Encode(id)}", "GET"), ($"/_all_docs?startkey={Encode(key)}&start_key_doc_id={Encode(local)}", "GET"),
                     })
            {
                var parsed = Targets.Accept(method, $"/db/{Targets.Tenant}{path}");
                var rebuilt = parsed.CreateUpstreamTarget("db");
                var again = new TargetParser("").Parse(method, rebuilt, new Microsoft.AspNetCore.Http.HeaderDictionary()).Target!;
                again.Request.Should().BeEquivalentTo(parsed.Request, options => options.Excluding(request => request.Database));
                again.CreateUpstreamTarget("db").Should().Be(rebuilt);
            }
        },
        iter: 300);

    [Fact]
    public void An_id_arrives_as_it_was_meant() => Gen.Select(Ids, Ids).Sample(
        (id, attachment) =>
        {
            var parsed = Targets.Accept("GET", $"/db/{Targets.Tenant}/{Scramble(id)}/{Scramble(attachment)}").Request;
            parsed.DocumentId.Should().Be(id);
            parsed.AttachmentName.Should().Be(attachment);
        },
        iter: 1000);

    [Theory]
    [InlineData(1)]
    [InlineData(20260806)]
    public void No_target_that_is_accepted_leaves_the_tenants_database(int seed)
    {
        var generator = new HostileTargetGenerator(seed);
        var accepted = 0;
        for (var i = 0; i < HostileTargets; i++)
        {
            var (method, target) = generator.Next();
            var parsed = Targets.Parse(method, target, ("Destination", "copy")).Target;
            if (parsed?.Request.Access != OperationAccess.Tenant) continue;
            accepted++;
            StaysInDatabase(parsed);
        }

        accepted.Should().BeGreaterThan(HostileTargets / 50, "else the generator proves nothing");
    }

    /// <summary>Looks at the rebuilt address as others would: split, decoded once more, normalized by <see cref="Uri"/>.</summary>
    private static void StaysInDatabase(ParsedTarget parsed)
    {
        const string Prefix = $"/{Targets.EncodedDatabase}";
        var target = parsed.CreateUpstreamTarget(Targets.Database);
        var path = target.Split('?')[0];
        if (path != Prefix && !path.StartsWith(Prefix + "/", StringComparison.Ordinal)) Fail(target, "another database");
        if (target.Any(character => !char.IsAsciiLetterOrDigit(character) && !"-._~%/?&=".Contains(character, StringComparison.Ordinal))) Fail(target, "a character that is not encoded");
        if (path.Split('/').Skip(1).Any(segment => segment is "" or "." or "..")) Fail(target, "a segment that climbs");
        if (Uri.UnescapeDataString(path).Split('/', '\\').Any(segment => segment is "." or "..")) Fail(target, "a segment that climbs once it is decoded again");
        if (Uri.UnescapeDataString(target).Any(char.IsControl)) Fail(target, "a control character");
        if (new Uri("http://couch" + target).PathAndQuery != target) Fail(target, "another text once it is normalized");
        if (parsed.CreateUpstreamUri("http://couch", Targets.Database).PathAndQuery != target) Fail(target, "another address");
    }

    private static void Fail(string target, string reason) => throw new InvalidOperationException($"{target} has {reason}.");

    private static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>A spelling that no two layers would choose: every other byte encoded, digits in both cases.</summary>
    private static string Scramble(string text)
    {
        var scrambled = new StringBuilder();
        foreach (var (value, index) in Encoding.UTF8.GetBytes(text).Select((value, index) => (value, index)))
        {
            var character = (char)value;
            if (index % 2 == 0 && (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '~' or '!' or '*')) scrambled.Append(character);
            else scrambled.Append('%').Append(value.ToString(index % 3 == 0 ? "x2" : "X2", CultureInfo.InvariantCulture));
        }

        return scrambled.ToString();
    }
}
