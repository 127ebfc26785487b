using System.Text;
using Mailroom.Mailboxes;
using Mailroom.Tests.Support;

namespace Mailroom.Tests.Mailboxes;

public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Maildir_gives_what_is_delivered_in_its_subfolders_too_and_nothing_that_is_trashed_a_draft_or_half_delivered()
    {
        foreach (var name in new[] { "tmp/9", "new/1", "cur/2:2,S", "cur/3:2,ST", "cur/4:2,DS", "cur/5", ".Sent/cur/6:2,RS", ".Sent/new/.hidden" }) Write(name);
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".Sent", "new"));
        (await ReadAsync("Maildir")).Should().BeEquivalentTo("new/1", "cur/2:2,S", "cur/5", ".Sent/cur/6:2,RS");
    }

    [Theory]
    [InlineData("1709535600.M1P2.host:2,FRS", "FRS")]
    [InlineData("1709535600.M1P2.host;2,T", "T")]
    [InlineData("1709535600.M1P2.host!2,", "")]
    [InlineData("1709535600.M1P2.host", "")]
    [InlineData("1709535600.M1P2.host:1,T", "")]
    public void Flags_are_read_from_the_name(string name, string flags) => Maildir.FlagsOf(name).Should().Be(flags);

    [Fact]
    public async Task A_folder_gives_its_eml_files_and_those_below_in_the_order_of_their_paths()
    {
        foreach (var name in new[] { "b.eml", "a.EML", "sub/c.eml", "notes.txt" }) Write(name);
        (await ReadAsync("eml")).Should().Equal("a.EML", "b.eml", "sub/c.eml");
    }

    [Fact]
    public async Task One_eml_file_is_a_mailbox_of_one_message()
    {
        Write("a.eml");
        Write("b.eml");
        var mailbox = Mailbox.Open(Path.Combine(_folder.Path, "b.eml"));
        (await ReadAsync(mailbox)).Should().Equal("b.eml");
    }

    [Fact]
    public void A_path_with_nothing_there_is_refused_with_advice()
    {
        var act = () => Mailbox.Open(Path.Combine(_folder.Path, "nothing"));
        act.Should().Throw<MailboxNotFoundException>().WithMessage("*--mailbox*");
    }

    private void Write(string name) => _folder.Write(name, Encoding.UTF8.GetBytes(name));

    private Task<List<string>> ReadAsync(string format)
    {
        var mailbox = Mailbox.Open(_folder.Path);
        mailbox.Format.Should().Be(format);
        return ReadAsync(mailbox);
    }

    private static async Task<List<string>> ReadAsync(IMailbox mailbox)
    {
        List<string> names = [];
        await foreach (var mail in mailbox.ReadAsync(MailHarness.Token)) names.Add(Encoding.UTF8.GetString(mail.Content.Span));
        return names;
    }
}
