using System.Text;
using System.Text.Json.Nodes;
using Raindrop.Core.Tests.Frozen;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Keys.Stored;
using Raindrop.Tenancy;

namespace Raindrop.Core.Tests.Keys.Stored;

/// <summary>The key document as key databases and backups out there hold it.</summary>
public sealed class TenantKeyJsonTests
{
    private static readonly TenantId Tenant = TenantId.Parse("abcdefghijklmnopqrstuvwxyz");
    private static readonly DateTimeOffset Created = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly TenantKeyDocument Active = new()
    {
        Tenant = Tenant,
        Keys = [Entry("bbbbbbbbbbbbbbbb", 1), Entry("aaaaaaaaaaaaaaaa", 2)],
    };

    [Theory]
    [InlineData("tenant-keys.txt")]
    [InlineData("tenant-keys-suspended.txt")]
    [InlineData("tenant-keys-shredded.txt")]
    public void Keys_are_stored_as_they_always_were(string example)
    {
        var document = Documents()[example];

        FrozenExample.Write(TenantKeyDocuments.ToDocument(document, null)).Should().Be(FrozenExample.Read(example), "databases and backups hold this shape: a new one needs a migration first");
        TenantKeyJson.TryParse(Tenant, FrozenExample.Parse(FrozenExample.Read(example)).Content).Should().BeEquivalentTo(document, options => options.Excluding(keys => keys.Current).ComparingByMembers<TenantKeyDocument>().ComparingByMembers<KeyEntry>().Using<ReadOnlyMemory<byte>>(bytes => bytes.Subject.ToArray().Should().Equal(bytes.Expectation.ToArray())).WhenTypeIs<ReadOnlyMemory<byte>>());
    }

    [Fact]
    public void A_body_that_its_rules_allow_passes_the_store_s_own() =>
        FluentActions.Invoking(() => DocumentContent.Validate(Active.Id, TenantKeyJson.Write(Active))).Should().NotThrow();

    [Theory]
    [InlineData("rd_schema")]
    [InlineData("rd_schema_version")]
    [InlineData("rd_key")]
    [InlineData("state")]
    [InlineData("suite")]
    [InlineData("keys")]
    [InlineData("keys/id")]
    [InlineData("keys/state")]
    [InlineData("keys/created")]
    [InlineData("keys/kek")]
    [InlineData("keys/wrapped")]
    [InlineData("keys/commitment")]
    public void A_body_that_lacks_or_mistypes_a_member_is_no_key_document(string member)
    {
        foreach (var wrong in new JsonNode?[] { null, JsonValue.Create(true), JsonValue.Create("%"), new JsonArray() })
        {
            var json = JsonNode.Parse(TenantKeyJson.Write(Active).Span)!.AsObject();
            var (parent, name) = member.StartsWith("keys/", StringComparison.Ordinal) ? (json["keys"]![0]!.AsObject(), member[5..]) : (json, member);
            // An id and the name of a key encryption key are any text.
            if (wrong is JsonValue && name is "id" or "kek" && wrong.GetValueKind() == System.Text.Json.JsonValueKind.String) continue;
            parent.Remove(name);
            if (wrong is not null) parent[name] = wrong.DeepClone();

            TenantKeyJson.TryParse(Tenant, Encoding.UTF8.GetBytes(json.ToJsonString())).Should().BeNull($"{member} is {wrong?.ToJsonString() ?? "missing"}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"rd_schema\":\"rd.tenantkey\"")]
    public void What_is_no_object_is_no_key_document(string body) => TenantKeyJson.TryParse(Tenant, Encoding.UTF8.GetBytes(body)).Should().BeNull();

    [Fact]
    public void Keys_of_another_tenant_are_not_read_as_this_one_s() => TenantKeyJson.TryParse(TenantId.New(), TenantKeyJson.Write(Active)).Should().BeNull();

    [Fact]
    public void Two_current_keys_and_one_key_twice_are_refused()
    {
        var twoCurrent = Encoding.UTF8.GetString(TenantKeyJson.Write(Active).Span).Replace("retiring", "current", StringComparison.Ordinal);
        var twice = TenantKeyJson.Write(Active with { Keys = [Active.Keys[0], Active.Keys[0] with { CreatedAt = Created.AddSeconds(1) }] });

        TenantKeyJson.TryParse(Tenant, Encoding.UTF8.GetBytes(twoCurrent)).Should().BeNull();
        TenantKeyJson.TryParse(Tenant, twice).Should().BeNull();
    }

    [Fact]
    public void A_newer_format_stops_the_tenant()
    {
        var newer = Encoding.UTF8.GetString(TenantKeyJson.Write(Active).Span).Replace("\"rd_schema_version\":1", "\"rd_schema_version\":2", StringComparison.Ordinal);
        var read = () => TenantKeyJson.TryParse(Tenant, Encoding.UTF8.GetBytes(newer));

        read.Should().Throw<TenantKeyException>().Where(e => e.Failure == TenantKeyFailure.NewerFormat && e.Message.Contains("update this host"));
    }

    private static Dictionary<string, TenantKeyDocument> Documents() => new()
    {
        ["tenant-keys.txt"] = Active,
        ["tenant-keys-suspended.txt"] = Active with { State = TenantKeyState.Suspended, Keys = [Active.Keys[0]] },
        ["tenant-keys-shredded.txt"] = TenantKeyDocument.Shredded(new ShredReceipt { Tenant = Tenant, ShreddedAt = Created.AddDays(1), LastBackupDiesAt = Created.AddDays(30) }),
    };

    private static KeyEntry Entry(string id, byte fill) => new(id, Created, new WrappedKey("kek-" + id, Enumerable.Repeat(fill, 4).ToArray()), Enumerable.Repeat((byte)(fill + 16), 4).ToArray());
}
