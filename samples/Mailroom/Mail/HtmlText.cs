using System.Text;
using MimeKit.Text;

namespace Mailroom.Mail;

/// <summary>The text of an HTML body. What stands in a <c>blockquote</c> gets <c>&gt;</c> before each line, as in a text body.</summary>
internal static class HtmlText
{
    public static string Convert(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        var lines = new HtmlLines();
        HtmlTagId? silent = null;
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (tag.Id is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title && !tag.IsEmptyElement) silent = tag.IsEndTag ? null : tag.Id;
                else lines.Tag(tag);
            }
            else if (token is HtmlDataToken data && token.Kind == HtmlTokenKind.Data && silent is null)
            {
                lines.Text(data.Data);
            }
        }

        return lines.ToString();
    }

    private sealed class HtmlLines
    {
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _line = new();
        private int _depth;

        public void Tag(HtmlTagToken tag)
        {
            switch (tag.Id)
            {
                case HtmlTagId.BlockQuote:
                    End(force: false);
                    _depth = Math.Max(0, _depth + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagId.Br:
                    End(force: true);
                    break;
                case HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.Pre:
                    End(force: false);
                    break;
                case HtmlTagId.TD when !tag.IsEndTag && _line.Length > 0:
                    _line.Append(' ');
                    break;
            }
        }

        // White space runs together, as a browser shows it.
        public void Text(string data)
        {
            foreach (var c in data)
            {
                if (!char.IsWhiteSpace(c)) _line.Append(c);
                else if (_line.Length > 0 && _line[^1] != ' ') _line.Append(' ');
            }
        }

        private void End(bool force)
        {
            var line = _line.ToString().Trim();
            _line.Clear();
            if (line.Length == 0 && !force) return;
            _text.Append('>', _depth).Append(_depth > 0 ? " " : "").Append(line).Append('\n');
        }

        public override string ToString()
        {
            End(force: false);
            return _text.ToString().Trim('\n');
        }
    }
}
