using System.CommandLine;
using System.CommandLine.Parsing;
using Mailroom.Imap;

namespace Mailroom.Commands;

/// <summary>The options that name a mail server.</summary>
internal sealed class ImapOptions
{
    private readonly Option<string> _imap = new("--imap")
    {
        Description = "Import from this mail server instead. On port 993 TLS begins at once, elsewhere with STARTTLS; imaps:// or imap:// in front says otherwise. What is imported is not downloaded again.",
        HelpName = "host:port",
    };

    private readonly Option<string> _user = new("--user") { Description = "The name to sign in with. The password is asked for once, and sealed in the vault of the data folder.", HelpName = "name" };

    private readonly Option<string> _folder = new("--imap-folder") { Description = "The folder to import, as the server names it.", HelpName = "name", DefaultValueFactory = _ => "INBOX" };

    private readonly Option<string> _authority = new("--imap-ca")
    {
        Description = "Trust only the authorities in this PEM file, for a server with a certificate of your own.",
        HelpName = "file",
    };

    private readonly Option<bool> _plainText = new("--imap-without-tls") { Description = "Sign in without TLS, which is refused unless the server is on this machine." };

    private readonly Option<bool> _newPassword = new("--new-password") { Description = "Ask for the password although the vault has one, and replace that if the server accepts the new one." };

    public void AddTo(RootCommand command, Option<string> mailbox, Option<bool> watch)
    {
        Option[] own = [_imap, _user, _folder, _authority, _plainText, _newPassword];
        foreach (var option in own) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (IsGiven(result, _imap))
            {
                if (!IsGiven(result, _user)) result.AddError("--imap needs --user: the name to sign in with.");
                if (IsGiven(result, mailbox)) result.AddError("--imap and --mailbox are two sources: give one of them.");
                if (IsGiven(result, watch)) result.AddError("--watch follows a mailbox on disk. To import what arrived on a server, run --imap again.");
            }
            else if (own.FirstOrDefault(option => IsGiven(result, option)) is { } stray)
            {
                result.AddError($"{stray.Name} needs --imap: the server.");
            }
        });
        _imap.Validators.Add(result =>
        {
            if (ImapAddress.TryParse(result.Tokens.SingleOrDefault()?.Value ?? "", isPlainText: false) is null)
                result.AddError("--imap needs the address of a mail server: host:port, imaps://host:port or imap://host:port; with --imap-without-tls, host:port.");
        });
    }

    /// <summary>What was given; <see langword="null"/> without <c>--imap</c>.</summary>
    public ImapSettings? Read(ParseResult result)
    {
        if (result.GetValue(_imap) is not { } address) return null;
        var endpoint = ImapAddress.TryParse(address, result.GetValue(_plainText)) ?? throw new ArgumentException("With --imap-without-tls, --imap is host:port.");
        var trust = result.GetValue(_authority) is { } file ? CertificateTrust.Read(file) : CertificateTrust.System;
        return new ImapSettings(new ImapAccount(endpoint, result.GetRequiredValue(_user), result.GetRequiredValue(_folder)), trust, result.GetValue(_newPassword));
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
