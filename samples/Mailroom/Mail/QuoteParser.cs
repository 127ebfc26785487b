using Mailroom.Schemas;

namespace Mailroom.Mail;

/// <summary>Takes a text body apart: what is new, what is quoted, and the signature.</summary>
internal sealed class QuoteParser
{
    private readonly List<string> _new = [];
    private readonly List<Quote> _quotes = [];
    private readonly List<string> _run = [];
    private int _depth;
    private string? _attribution;
    private string? _signature;

    public static QuotedBody Parse(string text)
    {
        var parser = new QuoteParser();
        parser.Read(text.Split('\n'));
        return new QuotedBody(string.Join('\n', parser._new).Trim(), parser._quotes, parser._signature);
    }

    private void Read(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            var depth = DepthOf(line, out var rest);
            if (depth > 0)
            {
                if (depth != _depth) EndRun();
                _depth = depth;
                _run.Add(rest);
                continue;
            }

            EndRun();
            if (QuoteMarks.IsDivider(line) || QuoteMarks.IsHeaderBlockAt(lines, i))
            {
                Rest(lines[i..]);
                return;
            }

            if (line is "-- " or "--")
            {
                i = Sign(lines, i);
            }
            else if (QuoteMarks.AttributionAt(lines, i) is var count and > 0 && QuoteFollows(lines, i + count))
            {
                _attribution = string.Join(' ', lines[i..(i + count)].Select(one => one.Trim()));
                i += count - 1;
            }
            else
            {
                _new.Add(line);
            }
        }

        EndRun();
    }

    // A signature ends at a quotation or a divider: some programs put theirs above what they quote.
    private int Sign(string[] lines, int at)
    {
        var end = at + 1;
        while (end < lines.Length && DepthOf(lines[end], out _) == 0 && !QuoteMarks.IsDivider(lines[end]) && !QuoteMarks.IsHeaderBlockAt(lines, end)) end++;
        _signature ??= string.Join('\n', lines[(at + 1)..end]).Trim();
        return end - 1;
    }

    private void Rest(string[] lines) =>
        _quotes.Add(new Quote(1, QuoteMarks.IsDivider(lines[0]) ? lines[0].Trim() : null, string.Join('\n', lines.Skip(QuoteMarks.IsDivider(lines[0]) ? 1 : 0)).Trim()));

    private void EndRun()
    {
        if (_run.Count == 0) return;
        _quotes.Add(new Quote(_depth, _attribution, string.Join('\n', _run).Trim()));
        _run.Clear();
        _attribution = null;
        _depth = 0;
    }

    private static bool QuoteFollows(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at])) at++;
        return at < lines.Length && DepthOf(lines[at], out _) > 0;
    }

    private static int DepthOf(string line, out string rest)
    {
        var depth = 0;
        var at = 0;
        for (; at < line.Length && (line[at] == '>' || (line[at] == ' ' && depth > 0 && at + 1 < line.Length && line[at + 1] == '>')); at++)
            if (line[at] == '>') depth++;
        rest = depth == 0 ? line : line[at..].TrimStart(' ');
        return depth;
    }
}
