using System.Globalization;

namespace Mailroom.Generation;

/// <summary>Letters that programs write: a code forge, an issue tracker, a short message service, a shop.</summary>
internal static class Notifications
{
    public static IEnumerable<byte[]> Write(Scribe scribe)
    {
        for (var i = 0; i < 24; i++) yield return Forge(scribe, 40 + (i / 4), i % 4).ToBytes();
        for (var i = 0; i < 14; i++) yield return Tracker(scribe, 7100 + (i / 3), i % 3).ToBytes();
        for (var i = 0; i < 14; i++) yield return Chirp(scribe, i).ToBytes();
        for (var i = 0; i < 8; i++) yield return Shop(scribe, i).ToBytes();
    }

    private static Letter Forge(Scribe scribe, int issue, int comment)
    {
        var root = $"<keepers/clockwork/issues/{issue}@forge.example>";
        var who = scribe.Pick(Phrases.People);
        var letter = Letter.From(scribe, new Person(who.Name, "notifications@forge.example"), "keepers/clockwork <clockwork@noreply.forge.example>",
                $"{(comment == 0 ? "" : "Re: ")}[keepers/clockwork] {Phrases.Topics[issue % Phrases.Topics.Length]} (#{issue})", comment == 0 ? root : scribe.MessageId("forge.example"))
            .Header("X-GitHub-Sender", who.Address[..who.Address.IndexOf('@', StringComparison.Ordinal)])
            .Header("X-GitHub-Reason", comment % 2 == 0 ? "subscribed" : "mention")
            .Header("List-ID", "keepers/clockwork <clockwork.keepers.forge.example>")
            .Header("List-Unsubscribe", "<https://forge.example/notifications/unsubscribe/0>")
            .Header("Precedence", "list");
        if (comment > 0) letter.Header("In-Reply-To", root).Header("References", root);
        var text = $"{scribe.Paragraph(2)}\n\n-- \nReply to this email directly or view it on the forge:\nhttps://forge.example/keepers/clockwork/issues/{issue}#{comment}\n";
        return letter.Body(Part.Multipart("alternative", $"--==_forge_{issue}_{comment}", Part.Text(text, transfer: "8bit"), Part.Text($"<p>{text}</p>\n", subtype: "html", transfer: "8bit")));
    }

    private static Letter Tracker(Scribe scribe, int bug, int comment)
    {
        var root = string.Create(CultureInfo.InvariantCulture, $"<bug-{bug}-1@https.bugs.harbour.example/>");
        var letter = Letter.From(scribe, new Person("bugzilla-daemon@bugs.harbour.example", "bugzilla-daemon@bugs.harbour.example"), Phrases.Owner.Address,
                $"[Bug {bug}] {(comment == 0 ? "New: " : "")}{Phrases.Topics[bug % Phrases.Topics.Length]}", comment == 0 ? root : $"<bug-{bug}-1-{comment}@https.bugs.harbour.example/>")
            .Header("X-Bugzilla-Reason", "CC").Header("X-Bugzilla-Type", comment == 0 ? "new" : "changed")
            .Header("X-Bugzilla-Product", "Fog signal").Header("X-Bugzilla-Component", "Compressor").Header("Auto-Submitted", "auto-generated");
        if (comment > 0) letter.Header("In-Reply-To", root).Header("References", root);
        return letter.Body(Part.Text($"https://bugs.harbour.example/show_bug.cgi?id={bug}\n\n--- Comment #{comment} ---\n{scribe.Paragraph(2)}\n\n-- \nYou are receiving this mail because:\nYou are on the CC list for the bug.\n", "iso-8859-1"));
    }

    private static Letter Chirp(Scribe scribe, int n)
    {
        var who = scribe.Pick(Phrases.People);
        return Letter.From(scribe, new Person($"{who.Name} (via Chirper)", "notify@chirper.example"), Phrases.Owner.ToHeader(), n % 2 == 0 ? $"{who.Name} replied to your message" : $"{who.Name} is now following you")
            .Header("X-Twitter-EmailType", n % 2 == 0 ? "reply" : "is_following").Header("X-Twitter-RecipientScreenName", "robinkeeper")
            .Body(Part.Text($"<html><body><table><tr><td><b>{who.Name}</b></td></tr><tr><td>{scribe.Paragraph(1)}</td></tr></table><a href=\"https://chirper.example/status/{n}?t=1&amp;s=09\">See it</a> <img src=\"https://chirper.example/p.gif\"></body></html>\n", subtype: "html"));
    }

    private static Letter Shop(Scribe scribe, int n) =>
        Letter.From(scribe, new Person("Ship's Chandler", "no-reply@chandler.example"), Phrases.Owner.Address, $"Your order {5000 + n}")
            .Header("Auto-Submitted", "auto-generated").Header("Precedence", "bulk")
            .Body(Part.Multipart("alternative", $"shop{n}", Part.Text($"Thank you for order {5000 + n}.\nhttps://chandler.example/orders/{5000 + n}\n"), Part.Text($"<h1>Thank you</h1><p>Order {5000 + n}</p><ul><li>rope</li><li>paint</li></ul>\n", subtype: "html")));
}
