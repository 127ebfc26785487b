using System.Text.RegularExpressions;

namespace Mailroom.Mail;

/// <summary>The lines by which mail programs say that what follows is not new.</summary>
internal static partial class QuoteMarks
{
    /// <summary>A line such as <c>On … wrote:</c> in several languages.</summary>
    [GeneratedRegex(@"^\s*(?:(?:On|Am|Le|El|Il|Op|Den|Em|Dnia|W dniu)\s.{3,200}|.{1,80})\s(?:wrote|writes|schrieb.{0,80}|a écrit|escribió|ha scritto|schreef.{0,80}|skrev.{0,80}|escreveu|napisał\(?a?\)?)\s?:\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Attribution();

    /// <summary>A date, a name and an address, then a colon: programs that use no verb.</summary>
    [GeneratedRegex(@"^\s*\d{4}[年/-].{3,120}<[^<>\s]+@[^<>\s]+>\s?:\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DatedAttribution();

    /// <summary>A line after which the whole rest is an older message.</summary>
    [GeneratedRegex(@"^\s*(?:-{2,}\s?(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|Forwarded [Mm]essage|Weitergeleitete Nachricht)\s?-{2,}|Begin forwarded message:|_{20,})\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Divider();

    [GeneratedRegex(@"^\s*\*?(?:From|Von|De|Da|Van|Fra)\s?:\*?\s.*@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^\s*\*?(?:Sent|Gesendet|Envoyé|Enviado|Inviato|Verzonden|Date|Datum)\s?:\*?\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentLine();

    /// <summary>How many lines an attribution takes at a position: 0, 1, or 2 where the program broke it.</summary>
    public static int AttributionAt(string[] lines, int at)
    {
        if (IsAttribution(lines[at])) return 1;
        var breaks = at + 1 < lines.Length && lines[at].Length > 0 && lines[at][0] != '>' && lines[at + 1].Length > 0 && lines[at + 1][0] != '>';
        return breaks && lines[at].AsSpan().TrimStart().StartsWith("On ") && IsAttribution($"{lines[at].TrimEnd()} {lines[at + 1].TrimStart()}") ? 2 : 0;
    }

    public static bool IsDivider(string line) => Divider().IsMatch(line);

    /// <summary>Whether a block of header lines begins here, as Outlook puts it above what it quotes.</summary>
    public static bool IsHeaderBlockAt(string[] lines, int at) =>
        FromLine().IsMatch(lines[at]) && lines.Skip(at + 1).Take(2).Any(line => SentLine().IsMatch(line));

    private static bool IsAttribution(string line) => Attribution().IsMatch(line) || DatedAttribution().IsMatch(line);
}
