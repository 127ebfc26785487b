namespace Mailroom.Generation;

/// <summary>The mailing lists of the mailbox: Mailman, a Google-like group, a list without <c>List-Id</c>.</summary>
internal static class Lists
{
    public static IEnumerable<byte[]> Write(Scribe scribe)
    {
        for (var i = 0; i < 12; i++)
        {
            var (address, headers) = All[i % All.Count];
            var missing = i % 4 == 3 ? 2 : 0;
            foreach (var letter in Conversations.Write(scribe, $"[{address[..address.IndexOf('@', StringComparison.Ordinal)]}] {Phrases.Topics[i]}", 4 + scribe.Next(6) + missing, missing, address, headers))
                yield return letter;
        }
    }

    private static readonly IReadOnlyList<(string Address, Action<Letter> Headers)> All =
    [
        ("keepers@lists.lighthouse.example", letter => letter
            .Header("List-Id", "The keepers' workshop <keepers.lists.lighthouse.example>")
            .Header("List-Post", "<mailto:keepers@lists.lighthouse.example>")
            .Header("List-Unsubscribe", "<https://lists.lighthouse.example/keepers/leave>,\n <mailto:keepers-leave@lists.lighthouse.example>")
            .Header("List-Archive", "<https://lists.lighthouse.example/archive/keepers/>")
            .Header("X-BeenThere", "keepers@lists.lighthouse.example")
            .Header("Precedence", "list")),
        ("optics@groups.example", letter => letter
            .Header("List-Id", "<optics.groups.example>")
            .Header("List-Post", "<https://groups.example/group/optics/post>, <mailto:optics@groups.example>")
            .Header("Mailing-list", "list optics@groups.example; contact optics+owners@groups.example")),
        ("harbour-news@harbour.example", letter => letter
            .Header("Sender", "owner-harbour-news@harbour.example")
            .Header("Precedence", "bulk")),
    ];
}
