using System.Text;
using Mailroom.Mailboxes;
using Mailroom.Tests.Support;

namespace Mailroom.Tests.Mailboxes;

public sealed class MboxFileTests
{
    private const string Separator = "From ada@test.example Mon Mar  4 08:00:00 2024\n";

    [Fact]
    public async Task Each_message_comes_without_its_separator_and_without_the_blank_line_that_ends_it() =>
        (await ReadAsync($"{Separator}A: 1\n\none\n\n{Separator}B: 2\n\ntwo\n\n")).Should().Equal("A: 1\n\none\n", "B: 2\n\ntwo\n");

    [Fact]
    public async Task A_line_that_was_quoted_loses_one_mark_however_many_it_has() =>
        (await ReadAsync($"{Separator}A: 1\n\n>From x\n>>From y\n> From z\n\n")).Should().Equal("A: 1\n\nFrom x\n>From y\n> From z\n");

    [Fact]
    public async Task Text_that_starts_with_From_is_no_separator() =>
        (await ReadAsync($"{Separator}A: 1\n\none\n\nFrom here on it is about 2024.\n\n")).Should().ContainSingle().Which.Should().Contain("From here on");

    [Fact]
    public async Task A_separator_counts_only_after_a_blank_line() =>
        (await ReadAsync($"{Separator}A: 1\n\none\n{Separator}two\n\n")).Should().ContainSingle();

    [Fact]
    public async Task Empty_messages_and_a_file_that_stops_are_read_as_they_are() =>
        (await ReadAsync($"{Separator}\n{Separator}\n\n\n{Separator}A: 1\n\nhalf")).Should().Equal("", "\n\n", "A: 1\n\nhalf");

    [Fact]
    public async Task Line_ends_of_two_characters_are_kept() =>
        (await ReadAsync($"{Separator}A: 1\n\none\n\n{Separator}B: 2\n\ntwo\n\n".Replace("\n", "\r\n", StringComparison.Ordinal))).Should().Equal("A: 1\r\n\r\none\r\n", "B: 2\r\n\r\ntwo\r\n");

    [Fact]
    public async Task A_line_longer_than_any_buffer_is_read_whole()
    {
        var line = new string('x', 300_000);
        (await ReadAsync($"{Separator}A: 1\n\n{line}\n\n{Separator}B: 2\n\n{line}\n\n")).Should().Equal($"A: 1\n\n{line}\n", $"B: 2\n\n{line}\n");
    }

    private static async Task<List<string>> ReadAsync(string content)
    {
        using var folder = new TemporaryFolder();
        var mailbox = Mailbox.Open(folder.Write("inbox", Encoding.Latin1.GetBytes(content)));
        mailbox.Format.Should().Be("mbox");
        List<string> messages = [];
        await foreach (var mail in mailbox.ReadAsync(MailHarness.Token)) messages.Add(Encoding.Latin1.GetString(mail.Content.Span));
        return messages;
    }
}
