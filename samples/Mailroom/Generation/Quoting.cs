namespace Mailroom.Generation;

/// <summary>The ways in which people quote what they answer.</summary>
internal static class Quoting
{
    public static readonly IReadOnlyList<Func<Person, string, string, string>> Styles =
    [
        (who, old, mine) => $"On Mon, 4 Mar 2024 at 09:12, {who.Name} <{who.Address}> wrote:\n{Angle(old)}\n\n{mine}\n",
        (who, old, mine) => $"{mine}\n\nOn 04/03/2024 09:12,\n{who.Name} wrote:\n{Angle(old)}\n",
        (who, old, mine) => $"Am 04.03.24 um 09:12 schrieb {who.Name}:\n{Angle(old)}\n\n{mine}\n\n-- \nGünther\nWerkstatt am Hafen\n",
        (who, old, mine) => $"Le lun. 4 mars 2024 à 09:12, {who.Name} <{who.Address}> a écrit :\n\n{Angle(old)}\n{mine}\n",
        (who, old, mine) => $"{mine}\n\n-----Original Message-----\nFrom: {who.Name} [mailto:{who.Address}]\nSent: Monday, March 4, 2024 9:12 AM\nTo: Robin Keeper\nSubject: the lighthouse\n\n{old}\n",
        (who, old, mine) => $"{mine}\n\n________________________________\nFrom: {who.Name} <{who.Address}>\nSent: Monday, March 4, 2024 9:12 AM\nTo: Robin Keeper <robin@keeper.example>\nSubject: RE: the lighthouse\n\n{old}\n",
        (who, old, mine) => $"2024年3月4日(月) 9:12 {who.Name} <{who.Address}>:\n{Angle(old)}\n\n{mine}\n",
        (who, old, mine) => $"{who.Name} wrote:\n{Angle(Angle(old))}\n> Yes, that is so.\n>\n{mine}\n{Angle(old)}\nAgreed.\n",
        (_, _, mine) => $"{mine}\n\n-- \nSent from the ferry\n",
        (who, old, mine) => $"{mine}\n\n---------- Forwarded message ---------\nFrom: {who.Name} <{who.Address}>\nDate: Mon, 4 Mar 2024 at 09:12\nSubject: the lighthouse\nTo: <robin@keeper.example>\n\n{old}\n",
    ];

    public static string Html(Person who, string old, string mine) =>
        $"<html><head><style>p {{ margin: 0 }}</style></head><body><div dir=\"ltr\"><p>{mine}</p></div><br><div class=\"gmail_quote\">" +
        $"<div class=\"gmail_attr\">On Mon, 4 Mar 2024 at 09:12, {who.Name} &lt;<a href=\"mailto:{who.Address}\">{who.Address}</a>&gt; wrote:<br></div>" +
        $"<blockquote class=\"gmail_quote\"><p>{old}</p></blockquote></div></body></html>\n";

    private static string Angle(string text) => string.Join('\n', text.Split('\n').Select(line => line.StartsWith('>') ? ">" + line : "> " + line));
}
