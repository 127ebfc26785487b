using System.Text.RegularExpressions;
using Mailroom.Schemas;
using MimeKit.Text;

namespace Mailroom.Mail;

/// <summary>Finds links to the web.</summary>
internal static partial class LinkFinder
{
    private const int MaxLinks = 500;

    [GeneratedRegex(@"\bhttps?://[^\s<>""'`]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Urls();

    /// <summary>The links of a text and of an HTML body, each once, those of quotations left out.</summary>
    public static IReadOnlyList<Link> Find(string text, string? html) =>
        [.. InText(text).Concat(html is null ? [] : InHtml(html)).DistinctBy(link => link.Url, StringComparer.Ordinal).Take(MaxLinks)];

    private static IEnumerable<Link> InText(string text) => Urls().Matches(text).Select(match => ToLink(Trimmed(match.Value), null)).OfType<Link>();

    private static IEnumerable<Link> InHtml(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        var quoted = 0;
        string? open = null;
        var label = "";
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.BlockQuote } tag:
                    quoted += tag.IsEndTag ? -1 : 1;
                    break;
                case HtmlTagToken { Id: HtmlTagId.A, IsEndTag: false } tag:
                    open = tag.Attributes.FirstOrDefault(attribute => attribute.Id == HtmlAttributeId.Href)?.Value;
                    label = "";
                    break;
                case HtmlTagToken { Id: HtmlTagId.A, IsEndTag: true }:
                    if (quoted <= 0 && open is not null && ToLink(open, Shortened.Line(label, 100)) is { } link) yield return link;
                    open = null;
                    break;
                case HtmlDataToken data when open is not null:
                    label += Shortened.To(data.Data, 200);
                    break;
            }
        }
    }

    // Punctuation at the end belongs to the sentence; a bracket does where it was opened before the link.
    private static string Trimmed(string url)
    {
        url = url.TrimEnd('.', ',', ';', ':', '!', '?', '*', '_');
        return url.EndsWith(')') && !url.Contains('(', StringComparison.Ordinal) ? Trimmed(url[..^1]) : url;
    }

    private static Link? ToLink(string url, string? text) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0
            ? new Link(url.Trim(), uri.Host.ToLowerInvariant(), string.IsNullOrEmpty(text) ? null : text)
            : null;
}
