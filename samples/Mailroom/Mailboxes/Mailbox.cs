namespace Mailroom.Mailboxes;

/// <summary>Opens mailboxes.</summary>
internal static class Mailbox
{
    /// <summary>The mailbox that comes with the program.</summary>
    public static string Bundled => Path.Combine(AppContext.BaseDirectory, "Mailbox", "lighthouse.mbox");

    /// <summary>Opens the mailbox at a path: a Maildir (a folder with <c>cur</c> and <c>new</c>), any other folder of <c>.eml</c> files, an <c>.eml</c> file, or an mbox file.</summary>
    /// <exception cref="MailboxNotFoundException">There is nothing at the path.</exception>
    public static IMailbox Open(string path)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) return Maildir.IsAt(path) ? new Maildir(path) : new EmlFolder(path, "*.eml");
        if (!File.Exists(path)) throw new MailboxNotFoundException();
        return Path.GetExtension(path).Equals(".eml", StringComparison.OrdinalIgnoreCase)
            ? new EmlFolder(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            : new MboxFile(path);
    }
}
