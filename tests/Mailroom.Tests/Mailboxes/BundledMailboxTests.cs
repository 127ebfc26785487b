using Mailroom.Generation;
using Mailroom.Importing;
using Mailroom.Mailboxes;
using Mailroom.Tests.Support;
using Raindrop.Documents;

namespace Mailroom.Tests.Mailboxes;

public sealed class BundledMailboxTests
{
    [Fact]
    public void The_file_in_the_repository_is_what_the_generator_writes()
    {
        using var written = new MemoryStream();
        SyntheticMailbox.WriteMbox(written);
        File.ReadAllBytes(Mailbox.Bundled).Should().Equal(written.ToArray(), "otherwise run: dotnet run --project samples/Mailroom -- generate samples/Mailroom/Mailbox/lighthouse.mbox");
    }

    [Fact]
    public async Task Reading_it_gives_the_letters_that_were_written_apart_from_missing_line_ends()
    {
        var letters = SyntheticMailbox.Letters();
        letters.Should().HaveCountGreaterThanOrEqualTo(200);
        List<string> read = [];
        await foreach (var mail in Mailbox.Open(Mailbox.Bundled).ReadAsync(MailHarness.Token)) read.Add(Convert.ToHexString(mail.Content.Span));
        read.Should().Equal(letters.Select(letter => Convert.ToHexString(letter.Length > 0 && letter[^1] != '\n' ? [.. letter, (byte)'\n'] : letter)));
    }

    [Fact]
    public void No_two_letters_share_a_key_but_those_that_are_alike()
    {
        var hasher = new IdentifierHasher(new byte[32]);
        SyntheticMailbox.Letters().GroupBy(letter => MessageIdentity.KeyOf(letter, hasher)).Where(group => group.Count() > 1)
            .Should().ContainSingle("an empty message and one of empty lines are alike");
    }
}
