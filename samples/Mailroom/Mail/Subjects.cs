using System.Text.RegularExpressions;

namespace Mailroom.Mail;

/// <summary>Subjects without what answering and forwarding put before them.</summary>
internal static partial class Subjects
{
    [GeneratedRegex(@"^\s*(?:(?:re|aw|sv|antw|ref|fwd?|wg|tr|rv|res|odp|回复|答复)\s?(?:\[\d+\])?\s?[:：]\s*)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Prefixes();

    public static string Plain(string subject) => Prefixes().Replace(subject, "").Trim();
}
