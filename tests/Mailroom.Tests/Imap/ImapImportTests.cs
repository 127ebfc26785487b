using MailKit;
using Mailroom.Imap;
using Mailroom.Importing;
using Mailroom.Schemas;
using Mailroom.Tests.Support;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Imap;

/// <summary>What is imported from a real server, and what is not downloaded again.</summary>
[Collection(MailServerTests.Name)]
public sealed class ImapImportTests(MailServerFixture mail) : IAsyncLifetime
{
    private readonly MailUser _user = new(mail.Server);
    private Tenant _tenant = null!;

    public async ValueTask InitializeAsync() => _tenant = await Tenant.CreateAsync(Tenant.Embedded);

    public ValueTask DisposeAsync() => _tenant.DisposeAsync();

    [Fact]
    public async Task Messages_are_the_same_documents_as_from_a_file_and_are_downloaded_once()
    {
        var letters = Letters(1, 30);
        await _user.AppendAsync(letters);
        (await ImportAsync()).Should().Be(new ImportResult(30, 30, 0, 0, 30));
        (await ImportAsync()).Should().Be(default(ImportResult));
        (await _tenant.ImportAsync(letters)).Should().BeEquivalentTo(new { Read = 30, Added = 0, Known = 30 });

        await _user.AppendAsync(Letters(31, 2));
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 2, Added = 2, Known = 0 });
        (await mail.Server.DownloadsAsync(_user.Name, 5, MailHarness.Token)).Should().Equal([0, 30, 0, 0, 2], "sessions that put messages there download none");
    }

    [Fact]
    public async Task A_folder_that_was_made_anew_is_read_again_and_adds_only_what_is_new()
    {
        await _user.AppendAsync(Letters(1, 3), "Archive");
        (await ImportAsync("Archive")).Added.Should().Be(3);
        await _user.InAsync("Archive", async folder =>
        {
            await folder.CloseAsync(false, MailHarness.Token);
            await folder.DeleteAsync(MailHarness.Token);
        });
        await _user.AppendAsync(Letters(1, 4), "Archive");
        (await ImportAsync("Archive")).Should().BeEquivalentTo(new { Read = 4, Added = 1, Known = 3 }, "its numbers are others, its messages are not");
    }

    [Fact]
    public async Task Drafts_and_what_is_marked_as_deleted_wait_until_they_are_no_longer()
    {
        await _user.AppendAsync(Letters(1, 1));
        await _user.AppendAsync(Letters(2, 1), flags: MessageFlags.Deleted);
        await _user.AppendAsync(Letters(3, 1), flags: MessageFlags.Draft);
        await _user.AppendAsync(Letters(4, 1));
        await _user.AppendAsync(Letters(5, 1), flags: MessageFlags.Draft);
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 2, Added = 2 });
        (await ImportAsync()).Read.Should().Be(0);
        await _user.InAsync("INBOX", folder => folder.StoreAsync([new UniqueId(2), new UniqueId(5)], new StoreFlagsRequest(StoreAction.Remove, MessageFlags.Deleted | MessageFlags.Draft) { Silent = true }, MailHarness.Token));
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 2, Added = 2 });
        (await ImportAsync()).Read.Should().Be(0);
    }

    [Fact]
    public async Task Numbers_with_gaps_and_empty_folders_are_no_trouble()
    {
        (await ImportAsync()).Should().Be(default(ImportResult));
        await _user.AppendAsync(Letters(1, 9));
        await _user.InAsync("INBOX", async folder =>
        {
            await folder.AddFlagsAsync([new UniqueId(1), new UniqueId(4), new UniqueId(9)], MessageFlags.Deleted, true, MailHarness.Token);
            await folder.ExpungeAsync(MailHarness.Token);
        });
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 6, Added = 6 });
        await _user.AppendAsync(Letters(10, 1));
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 1, Added = 1 });
    }

    [Fact]
    public async Task A_message_that_was_deleted_here_stays_deleted()
    {
        await _user.AppendAsync(Letters(1, 2));
        await ImportAsync();
        var first = (await _tenant.DocumentsAsync(MailSchemas.Message))[0];
        await _tenant.Host.Database.DeleteAsync(first.Id, first.Revision!, MailHarness.Token);
        await _tenant.Host.Database.DeleteLocalAsync(Account("INBOX").PositionName(_tenant.Host.Hasher), MailHarness.Token);
        (await ImportAsync()).Should().BeEquivalentTo(new { Read = 2, Added = 0, Known = 2 }, "without the position all is read, and known by its content");
    }

    [Fact]
    public async Task An_import_that_was_stopped_goes_on_where_it_was()
    {
        await _user.AppendAsync(Letters(1, 450));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailHarness.Token);
        var import = () => ImportAsync(progress: new Mailroom.Display.Reporter<ImportResult>(_ => stop.Cancel(), TimeSpan.Zero), cancellationToken: stop.Token);
        await import.Should().ThrowAsync<OperationCanceledException>();
        (await ImportAsync()).Should().Be(new ImportResult(250, 250, 0, 0, 250), "the first batch of 200 was acknowledged");
    }

    [Fact]
    public async Task A_line_that_breaks_costs_at_most_a_batch()
    {
        await _user.AppendAsync(Letters(1, 450));
        using var proxy = new ImapProxy(mail.Server.Port) { Limit = 350_000 };
        var import = () => ImportAsync(port: proxy.Port);
        (await import.Should().ThrowAsync<ImapException>()).Which.Failure.Should().Be(ImapFailure.BrokenOff);
        proxy.Limit = long.MaxValue;
        var stored = (await _tenant.DocumentsAsync(MailSchemas.Message)).Count;
        stored.Should().BeInRange(200, 449);
        (await ImportAsync(port: proxy.Port)).Should().BeEquivalentTo(new { Read = 450 - stored, Added = 450 - stored });
    }

    [Fact]
    public async Task Memory_holds_a_few_messages_however_large_the_folder()
    {
        const int Size = 2_000_000;
        const int Count = 20;
        await _user.AppendAsync(Enumerable.Range(1, Count).Select(n => Eml.Plain($"{n}\n{string.Join('\n', Enumerable.Repeat(new string('x', 99), Size / 100))}\n", $"<{n}@test.example>")));
        await using var mailbox = await OpenAsync("INBOX", null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        List<long> held = [];
        await foreach (var one in mailbox.ReadAsync(MailHarness.Token))
        {
            one.Content.Length.Should().BeGreaterThan(Size);
            held.Add(GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        held.Should().HaveCount(Count).And.OnlyContain(bytes => bytes < 8 * Size, "it is the message in hand, the next, the one that is coming in, and what other tests hold meanwhile");
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_said()
    {
        var import = () => ImportAsync("Nowhere");
        (await import.Should().ThrowAsync<ImapException>()).Which.Should().Match<ImapException>(fault => fault.Failure == ImapFailure.NoFolder && fault.Message.Contains("--imap-folder"));
    }

    private static List<byte[]> Letters(int first, int count) => [.. Enumerable.Range(first, count).Select(n => Eml.Plain($"Message {n}.\n{new string('x', 1000)}\n", $"<{n}@test.example>"))];

    private ImapAccount Account(string folder, int? port = null) => new(new CredentialEndpoint(ImapAddress.StartTls, DovecotServer.Host, port ?? mail.Server.Port), _user.Name, folder);

    private async Task<ImportResult> ImportAsync(string folder = "INBOX", int? port = null, IProgress<ImportResult>? progress = null, CancellationToken? cancellationToken = null)
    {
        await using var mailbox = await OpenAsync(folder, port);
        return await new MailImporter(_tenant.Host.Database, _tenant.Host.Hasher).ImportAsync(mailbox, progress, cancellationToken ?? MailHarness.Token);
    }

    private async Task<ImapMailbox> OpenAsync(string folder, int? port)
    {
        var account = Account(folder, port);
        using var password = new Credential { Kind = CredentialKind.Password, Endpoint = account.Endpoint, UserName = account.User, Value = Secret.FromText(_user.Password) };
        var client = await new ImapConnection(CertificateTrust.Read(mail.Server.AuthorityFile)).OpenAsync(password, MailHarness.Token);
        return await ImapMailbox.OpenAsync(client, folder, new ImapPositions(_tenant.Host.Database, account.PositionName(_tenant.Host.Hasher)), MailHarness.Token);
    }
}
