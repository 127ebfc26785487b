using Raindrop.Documents;
using Raindrop.Grants.Queue;

namespace Raindrop.Grants.Execution;

/// <summary>Chooses what counts of what waits under one key: several leaves where a cluster took a grant twice, or somebody planted one.</summary>
internal static class QueuedGrants
{
    /// <param name="key">The key.</param>
    /// <param name="leaves">What waits under it, at least one.</param>
    /// <param name="verifier">Verifies each as of when it was presented.</param>
    /// <param name="defect">What is wrong with the last, where none is good.</param>
    /// <returns>One with the granted contents before others, then the one presented first: every host chooses alike.</returns>
    public static QueuedGrant? Choose(string key, IReadOnlyList<Document> leaves, IGrantVerifier verifier, out GrantDefect defect)
    {
        defect = default;
        var good = new List<QueuedGrant>();
        foreach (var leaf in leaves)
        {
            if (QueuedGrantJson.TryRead(key, leaf.Content, verifier, out var found) is { } queued) good.Add(queued);
            else defect = found;
        }

        return good.OrderByDescending(HoldsGrantedContents).ThenBy(queued => queued.AcceptedAt).ThenBy(queued => queued.Token, StringComparer.Ordinal).FirstOrDefault();
    }

    public static bool HoldsGrantedContents(QueuedGrant queued) =>
        queued.Grant.Documents.All(document => document.IsDeletion || (queued.Contents.TryGetValue(document.Id, out var content) && GrantContent.DigestOf(content.Span) == document.Digest));
}
