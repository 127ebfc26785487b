using System.Runtime.CompilerServices;

namespace Mailroom.Mailboxes;

/// <summary>A folder, with all below it, of files that hold one message each.</summary>
internal sealed class EmlFolder(string folder, string pattern) : IMailbox
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive };

    public string Format => "eml";

    public string? Folder => folder;

    public async IAsyncEnumerable<RawMail> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = Directory.GetFiles(folder, pattern, pattern.Contains('*', StringComparison.Ordinal) ? Deep : new EnumerationOptions());
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files) yield return new RawMail(await File.ReadAllBytesAsync(file, cancellationToken));
    }
}
