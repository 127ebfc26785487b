namespace Mailroom.Generation;

/// <summary>Conversations between people: complete ones, ones whose beginning is missing, and ones whose programs cut the references short.</summary>
internal static class Conversations
{
    /// <summary>One conversation.</summary>
    /// <param name="scribe">The scribe.</param>
    /// <param name="topic">The subject.</param>
    /// <param name="length">How many letters it has, 1 or more.</param>
    /// <param name="missing">How many of its first letters are not in the mailbox.</param>
    /// <param name="address">Adds the headers of a list; gives the <c>To</c>.</param>
    /// <param name="list">Adds the headers of a mailing list, if it is one.</param>
    public static IEnumerable<byte[]> Write(Scribe scribe, string topic, int length, int missing, string address, Action<Letter>? list = null)
    {
        var told = new List<(Person Who, string Id, string Text, int Parent)>();
        for (var i = 0; i < length; i++)
        {
            var who = scribe.Pick(Phrases.People);
            var parent = i == 0 ? -1 : scribe.Next(3) == 0 ? scribe.Next(i) : i - 1;
            var mine = scribe.Paragraph(1 + scribe.Next(4));
            var id = scribe.MessageId(who.Host);
            var letter = Letter.From(scribe, who, address, i == 0 ? topic : scribe.Next(9) == 0 ? $"AW: {topic}" : $"Re: {topic}", id);
            list?.Invoke(letter);
            if (parent >= 0) Link(scribe, letter, told, parent);
            told.Add((who, id, mine, parent));
            letter.Body(parent < 0 ? Part.Text($"{mine}\n\n{scribe.Paragraph(2)}\n\n-- \n{who.Name}\n") : Reply(scribe, told[parent].Who, told[parent].Text, mine, id));
            if (i >= missing) yield return letter.ToBytes();
        }
    }

    private static void Link(Scribe scribe, Letter letter, List<(Person Who, string Id, string Text, int Parent)> told, int parent)
    {
        var ancestors = new List<string>();
        for (var at = parent; at >= 0; at = told[at].Parent) ancestors.Insert(0, told[at].Id);
        letter.Header("In-Reply-To", told[parent].Id);

        // One program in five sends In-Reply-To alone, and some keep only the last two references.
        if (scribe.Next(5) == 0) return;
        if (ancestors.Count > 3 && scribe.Next(4) == 0) ancestors.RemoveRange(0, ancestors.Count - 2);
        letter.Header("References", string.Join("\n ", ancestors));
    }

    private static Part Reply(Scribe scribe, Person who, string old, string mine, string id)
    {
        var text = Part.Text(scribe.Pick(Quoting.Styles)(who, old, mine), transfer: scribe.Next(4) == 0 ? "base64" : "quoted-printable");
        if (scribe.Next(3) != 0) return text;
        var html = Part.Text(Quoting.Html(who, old, mine), subtype: "html");
        return scribe.Next(4) == 0 ? html : Part.Multipart("alternative", $"=_{id[1..5]}_alt", text, html);
    }
}
