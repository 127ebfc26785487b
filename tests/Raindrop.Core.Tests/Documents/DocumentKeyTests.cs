using CsCheck;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Documents;

public sealed class DocumentKeyTests
{
    [Fact]
    public void An_id_is_read_as_it_was_written() =>
        Gen.Select(Gen.String, Gen.Bool).Where((key, _) => DocumentKey.IsKey(key)).Sample((key, derived) =>
        {
            var written = new DocumentKey("rd.x", key, derived ? "e-1" : null);
            DocumentKey.TryParse(written.ToId(), out var read).Should().BeTrue();
            read.Should().Be(written);
            DocumentKey.RangeOfSchema("rd.x").Contains(written.ToId()).Should().BeTrue();
            DocumentKey.RangeOfKey("rd.x", key).Contains(written.ToId()).Should().Be(derived);
        });

    [Fact]
    public void A_key_has_a_UTF_8_form_and_no_control_characters()
    {
        foreach (var key in new[] { "", ":", "a:b", "a\u0000", "a\u007f", "a\u0085", "a\ud83d", "\udca7a" }) DocumentKey.IsKey(key).Should().BeFalse();
        foreach (var key in new[] { "a", "a/b", " ", "ü", "\ud83d\udca7", "\ufffd", "a%2Fb" }) DocumentKey.IsKey(key).Should().BeTrue();
    }
}
