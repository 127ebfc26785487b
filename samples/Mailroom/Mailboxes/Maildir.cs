using System.Runtime.CompilerServices;

namespace Mailroom.Mailboxes;

/// <summary>A Maildir, with the Maildirs of its subfolders. What still lies in <c>tmp</c> is not delivered yet; what is flagged as trashed or as a draft is left out.</summary>
internal sealed class Maildir(string folder) : IMailbox
{
    public string Format => "Maildir";

    public string? Folder => folder;

    public static bool IsAt(string path) => Directory.Exists(Path.Combine(path, "cur")) && Directory.Exists(Path.Combine(path, "new"));

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in Files())
        {
            byte[] content;
            try
            {
                content = await File.ReadAllBytesAsync(file, cancellationToken);
            }
            catch (FileNotFoundException)
            {
                // A mail program renamed it when a flag changed; under its new name it is read next time.
                continue;
            }

            yield return new RawMail(content);
        }
    }

    private IEnumerable<string> Files() =>
        Directory.GetDirectories(folder).Where(IsAt).Prepend(folder)
            .SelectMany(one => Directory.GetFiles(Path.Combine(one, "cur")).Concat(Directory.GetFiles(Path.Combine(one, "new"))))
            .Where(file => !Path.GetFileName(file).StartsWith('.') && !FlagsOf(Path.GetFileName(file)).AsSpan().ContainsAny('T', 'D'))
            .Order(StringComparer.Ordinal);

    /// <summary>The flags in a file name. Where a file system allows no <c>:</c>, programs write <c>;</c> or <c>!</c> for it.</summary>
    internal static string FlagsOf(string name)
    {
        var at = name.LastIndexOfAny([':', ';', '!']);
        return at >= 0 && name.AsSpan(at + 1).StartsWith("2,") ? name[(at + 3)..] : "";
    }
}
