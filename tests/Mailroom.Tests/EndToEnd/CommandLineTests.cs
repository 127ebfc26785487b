using System.Text.RegularExpressions;
using Mailroom.Tests.Support;

namespace Mailroom.Tests.EndToEnd;

public sealed class CommandLineTests : IAsyncLifetime
{
    private Tenant _tenant = null!;

    public async ValueTask InitializeAsync() => _tenant = await Tenant.CreateAsync(Tenant.Stores[0]);

    public ValueTask DisposeAsync() => _tenant.DisposeAsync();

    [Fact]
    public async Task A_first_visit_imports_derives_and_says_so_and_the_next_has_nothing_to_do()
    {
        (await SayAsync()).Should().MatchRegex(@"import: 266 messages read, 265 added, 1 known \(mbox\)")
            .And.MatchRegex(@"mail\.email +1 +265 +265 +262 +0 +0 +3 +3").And.MatchRegex("all +2,981 +2,981");
        (await SayAsync()).Should().Contain("Nothing to do: all 14 extensions are up to date").And.NotContain("outdated");

        (await SayAsync("--bump", "mail.quoted")).Should().Contain("mail.quoted is now version 2: that made 260 derivations outdated, and 0 documents came out differently.");
        (await SayAsync()).Should().Contain("Nothing to do", "the raised version is kept");

        (await SayAsync("dead-letters")).Should().Contain("11 dead letters.").And.Contain("InvalidInput");
        (await SayAsync("dead-letters", "--extension", "mail.body")).Should().Contain("5 dead letters.").And.NotContain("mail.email");
        (await SayAsync("dead-letters", "retry", "--extension", "mail.body")).Should().Contain("5 dead letters are run again.");
        (await SayAsync("dead-letters", "clear")).Should().Contain("11 dead letters were struck from the list.");

        var inbox = await SayAsync("inbox");
        inbox.Should().Contain("262 messages in 124 conversations");
        var conversation = $"rd.conversation:{Regex.Match(inbox, @"direct +\S.* ([a-z2-7]{26}) *$", RegexOptions.Multiline).Groups[1].Value}:mail.conversation";
        (await SayAsync("explain", conversation)).Should().StartWith($"{conversation} by mail.conversation version 1")
            .And.Contain("by mail.quoted version 1", "version 2 wrote nothing, as nothing came out differently").And.MatchRegex(@"rd\.msg\.rfc822:2024\S+ source, revision 1-");
        (await SayAsync("show", conversation)).Should().Contain("\"subject\":");
    }

    [Fact]
    public async Task Mistakes_are_said_in_a_line_that_names_the_way_out()
    {
        (await _tenant.CommandAsync("--bump", "mail.nothing")).Should().Match<(int ExitCode, string Output)>(it => it.ExitCode == 1 && it.Output.Contains("mail.quoted"));
        (await _tenant.CommandAsync("--mailbox", "/nowhere/at/all")).Should().Match<(int ExitCode, string Output)>(it => it.ExitCode == 1 && it.Output.Contains("--mailbox"));
        (await _tenant.CommandAsync("explain", "rd.inbox:all:mail.inbox")).Should().Match<(int ExitCode, string Output)>(it => it.ExitCode == 1 && it.Output.Contains("no such document"));
        (await _tenant.CommandAsync("inbox")).Should().Match<(int ExitCode, string Output)>(it => it.ExitCode == 1 && it.Output.Contains("import a mailbox first"));
        (await _tenant.CommandAsync("--couchdb", "not an address")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Help_names_every_option_and_command() =>
        (await SayAsync("--help")).Should().ContainAll("--data", "--couchdb", "--database", "--mailbox", "--bump", "--watch", "explain", "show", "inbox", "dead-letters", "generate");

    [Fact]
    public async Task Watching_imports_what_arrives_until_it_is_stopped()
    {
        using var mailbox = new TemporaryFolder();
        mailbox.Write("1.eml", Eml.Plain());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailHarness.Token);
        stop.CancelAfter(TimeSpan.FromMinutes(3));
        await using var output = new SharedWriter();
        var watching = _tenant.CommandAsync(output, stop.Token, "--mailbox", mailbox.Path, "--watch");
        await UntilAsync(output, "Watching", stop.Token);
        mailbox.Write("2.eml", Eml.Plain("two\n", "<two@test.example>"));
        await UntilAsync(output, "1 added, 1 known", stop.Token);
        await UntilAsync(output, "done:", stop.Token);
        await stop.CancelAsync();
        (await watching).Should().Be(0);
        (await SayAsync("inbox")).Should().Contain("2 messages in 2 conversations");
    }

    private async Task<string> SayAsync(params string[] arguments)
    {
        var (code, output) = await _tenant.CommandAsync(arguments);
        code.Should().Be(0, output);
        return output;
    }

    private static async Task UntilAsync(SharedWriter output, string text, CancellationToken cancellationToken)
    {
        while (!output.ToString().Contains(text, StringComparison.Ordinal)) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
    }
}
