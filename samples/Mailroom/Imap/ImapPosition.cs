using MailKit;

namespace Mailroom.Imap;

/// <summary>How far a folder was read. A server gives its messages growing numbers (UIDs), which are valid as long as its UIDVALIDITY stays (RFC 3501, section 2.3.1.1).</summary>
/// <param name="UidValidity">The UIDVALIDITY.</param>
/// <param name="NextUid">The first number that was not come to.</param>
/// <param name="Open">Of the numbers before it, those to be looked at again: drafts, what is marked as deleted, and what the store did not take. As in IMAP: <c>3,7:9</c>.</param>
internal sealed record ImapPosition(uint UidValidity, uint NextUid, string Open)
{
    public static ImapPosition Start(uint uidValidity) => new(uidValidity, 1, "");

    /// <summary>The position after a batch.</summary>
    /// <param name="read">The messages of the batch.</param>
    /// <param name="refused">Of them, those that the store did not take.</param>
    /// <param name="leftOut">The numbers in the folder that were left out, whether reached or not.</param>
    public ImapPosition After(IEnumerable<uint> read, IEnumerable<uint> refused, IEnumerable<uint> leftOut)
    {
        var settled = read.ToHashSet();
        var next = Math.Max(NextUid, settled.Select(uid => uid + 1).DefaultIfEmpty(1u).Max());
        var open = OpenUids().Select(uid => uid.Id).Where(uid => !settled.Contains(uid)).Concat(refused).Concat(leftOut.Where(uid => uid < next));
        return new ImapPosition(UidValidity, next, Write(open));
    }

    public UniqueIdSet OpenUids() => Open.Length > 0 && UniqueIdSet.TryParse(Open, UidValidity, out var uids) ? uids : [];

    private static string Write(IEnumerable<uint> uids)
    {
        var set = new UniqueIdSet(uids.Select(uid => new UniqueId(uid)), MailKit.Search.SortOrder.Ascending);
        return set.Count > 0 ? set.ToString() : "";
    }
}
