using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using Raindrop.TestServers.Mail;

namespace Mailroom.Tests.Support;

/// <summary>Somebody with mail on the server, who puts it there.</summary>
internal sealed class MailUser
{
    private readonly DovecotServer _server;

    public MailUser(DovecotServer server)
    {
        _server = server;
        (Name, Password) = server.AddUser();
    }

    public string Name { get; }

    public string Password { get; set; }

    /// <summary>Puts messages into a folder, which is made where there is none.</summary>
    public Task AppendAsync(IEnumerable<byte[]> messages, string folder = "INBOX", MessageFlags flags = MessageFlags.None) => InAsync(folder, async opened =>
    {
        foreach (var some in messages.Chunk(100))
        {
            List<IAppendRequest> requests = [];
            foreach (var message in some) requests.Add(new AppendRequest(await MimeMessage.LoadAsync(new MemoryStream(message), MailHarness.Token), flags));
            await opened.AppendAsync(requests, MailHarness.Token);
        }
    });

    /// <summary>Does something in a folder that is open for writing.</summary>
    public async Task InAsync(string name, Func<IMailFolder, Task> work)
    {
        using var client = new ImapClient();
        await client.ConnectAsync(DovecotServer.Host, _server.Port, SecureSocketOptions.None, MailHarness.Token);
        await client.AuthenticateAsync(Name, Password, MailHarness.Token);
        var top = client.GetFolder(client.PersonalNamespaces[0]);
        var folder = name == "INBOX" ? client.Inbox! : (await top.GetSubfoldersAsync(cancellationToken: MailHarness.Token)).FirstOrDefault(one => one.Name == name) ?? (await top.CreateAsync(name, true, MailHarness.Token))!;
        await folder.OpenAsync(FolderAccess.ReadWrite, MailHarness.Token);
        await work(folder);
        await client.DisconnectAsync(true, MailHarness.Token);
    }
}
