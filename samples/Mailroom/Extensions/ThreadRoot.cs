using Mailroom.Schemas;
using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>Finds the message with which a conversation begins, whether or not that message is there.</summary>
internal static class ThreadRoot
{
    /// <summary>
    /// Goes from a message to its oldest known ancestor, and on from there, until nothing older is known. Each step is a recorded read, so
    /// that a message which arrives later and knows more moves those that it concerns.
    /// </summary>
    /// <returns>The root's hash. Where references run in a circle, the smallest hash of the circle, so that all of it agree.</returns>
    public static async ValueTask<string> FindAsync(IDerivationContext context, string start, CancellationToken cancellationToken)
    {
        List<string> path = [];
        for (var at = start; ;)
        {
            path.Add(at);
            if (await OldestAncestorAsync(context, at, cancellationToken) is not { } next) return at;
            if (path.IndexOf(next) is var circle and >= 0) return path[circle..].Min(StringComparer.Ordinal)!;
            at = next;
        }
    }

    // What a message says of itself counts more than what others claim.
    private static async ValueTask<string?> OldestAncestorAsync(IDerivationContext context, string hash, CancellationToken cancellationToken)
    {
        var said = await context.ReadGroupAsync(MailSchemas.References, hash, cancellationToken);
        return said.Select(document => document.Read(MailJson.Default.MessageReferences))
            .Where(references => references.Ancestors.Count > 0)
            .OrderBy(references => references.IsClaim)
            .FirstOrDefault()?.Ancestors[0];
    }
}
