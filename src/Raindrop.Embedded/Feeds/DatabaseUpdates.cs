using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Feeds;

/// <summary>Follows which databases of a folder change.</summary>
internal sealed class DatabaseUpdates(DatabaseFolder folder)
{
    private readonly Dictionary<string, FileStamp> _stamps = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<DatabaseUpdate> FollowAsync(string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var position = since is null or "now" ? new UpdatesPosition() : UpdatesPosition.Parse(since);
        if (since is null or "now") Look(position);
        while (true)
        {
            var next = folder.Signal.Next;
            var updates = Look(position);
            for (var i = 0; i < updates.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Only behind the last of those found together is the position complete.
                yield return i < updates.Count - 1 ? updates[i] : updates[i] with { Sequence = position.ToString() };
            }

            await Signal.WaitAsync(next, TimeSpan.MaxValue, folder.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Moves the position to what is there now, and tells the difference.
    private List<DatabaseUpdate> Look(UpdatesPosition position)
    {
        var updates = new List<DatabaseUpdate>();
        var paths = folder.Paths().ToDictionary(FileNames.NameOf, StringComparer.Ordinal);
        foreach (var name in position.Databases.Keys.Except(paths.Keys, StringComparer.Ordinal).ToList()) Remove(position, name, updates);
        foreach (var (name, path) in paths)
        {
            var stamp = FileStamp.Of(path);
            if (_stamps.TryGetValue(name, out var last) && last == stamp) continue;
            if (Compare(position, name, updates) && stamp.IsSettled(folder.Time)) _stamps[name] = stamp;
        }

        return updates;
    }

    private bool Compare(UpdatesPosition position, string name, List<DatabaseUpdate> updates)
    {
        try
        {
            using var lease = folder.BeginRead(name);
            var (incarnation, sequence) = (lease.File.Incarnation, lease.State.Sequence);
            var isKnown = position.Databases.TryGetValue(name, out var known);
            if (isKnown && known.Incarnation != incarnation) updates.Add(new DatabaseUpdate(name, DatabaseUpdateKind.Deleted, null));
            if (!isKnown || known.Incarnation != incarnation) updates.Add(new DatabaseUpdate(name, DatabaseUpdateKind.Created, null));
            else if (known.Sequence != sequence) updates.Add(new DatabaseUpdate(name, DatabaseUpdateKind.Updated, null));
            position.Set(name, incarnation, sequence);
            return true;
        }
        catch (DatabaseNotFoundException)
        {
            return false;
        }
    }

    private void Remove(UpdatesPosition position, string name, List<DatabaseUpdate> updates)
    {
        _stamps.Remove(name);
        position.Remove(name);
        updates.Add(new DatabaseUpdate(name, DatabaseUpdateKind.Deleted, null));
    }
}
