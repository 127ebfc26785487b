using Mailroom.Importing;
using Mailroom.Tests.Support;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Mailroom.Tests.Importing;

public sealed class MessageIdentityTests
{
    private static readonly IdentifierHasher Hasher = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public void A_key_sorts_by_the_date_of_the_message_in_universal_time_and_tells_nothing_else()
    {
        var key = KeyOf(Eml.Plain());
        key.Should().MatchRegex("^20240304T070000Z-[a-z2-7]{26}$");
        DocumentKey.IsKey(key).Should().BeTrue();
    }

    [Fact]
    public void Lines_that_a_mailbox_adds_to_the_header_change_nothing() =>
        KeyOf(Eml.Plain(headers: ["Status: RO", "X-Keywords: seen"])).Should().Be(KeyOf(Eml.Plain()));

    [Fact]
    public void Line_ends_and_empty_lines_at_the_end_change_nothing()
    {
        var plain = Eml.Plain("one\n\ntwo\n");
        var windows = Eml.Raw(System.Text.Encoding.Latin1.GetString(plain)).SelectMany(b => b == '\n' ? "\r\n"u8.ToArray() : [b]).ToArray();
        KeyOf(windows).Should().Be(KeyOf(plain));
        KeyOf([.. plain, (byte)'\n', (byte)'\n']).Should().Be(KeyOf(plain));
    }

    [Fact]
    public void Two_messages_with_one_Message_ID_are_two() => KeyOf(Eml.Plain("one\n")).Should().NotBe(KeyOf(Eml.Plain("two\n")));

    [Fact]
    public void A_message_without_Message_ID_is_known_by_its_content()
    {
        KeyOf(Eml.Plain(id: null)).Should().Be(KeyOf(Eml.Plain(id: null)));
        KeyOf(Eml.Plain(id: null, subject: "other")).Should().NotBe(KeyOf(Eml.Plain(id: null)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("no header here\nat all\n")]
    [InlineData("Subject: no date\n\nx")]
    [InlineData("Date: tomorrow, perhaps\n\nx")]
    public void What_has_no_date_sorts_before_all_that_has_one(string message) => KeyOf(Eml.Raw(message)).Should().StartWith("00000000T000000Z-");

    [Fact]
    public void Another_key_of_the_tenant_gives_other_ids() =>
        MessageIdentity.KeyOf(Eml.Plain(), new IdentifierHasher(new byte[32])).Should().NotBe(KeyOf(Eml.Plain()));

    private static string KeyOf(byte[] raw) => MessageIdentity.KeyOf(raw, Hasher);
}
