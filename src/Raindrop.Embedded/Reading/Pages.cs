using System.Runtime.CompilerServices;
using Raindrop.Embedded.Storage;

namespace Raindrop.Embedded.Reading;

/// <summary>Enumerates a listing, reading the next page while the caller works on the last.</summary>
internal static class Pages
{
    public static async IAsyncEnumerable<T> ReadAsync<T>(DatabaseFolder folder, string name, IPageSource<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = Task.FromResult(Fill(folder, name, source, cancellationToken));
        try
        {
            while (true)
            {
                var (rows, hasMore) = await next.ConfigureAwait(false);
                if (hasMore) next = Task.Run(() => Fill(folder, name, source, cancellationToken), cancellationToken);
                foreach (var row in rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return row;
                }

                if (!hasMore) yield break;
            }
        }
        finally
        {
            // A page that nobody wants any more is waited for, since the source is in use until then.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static (List<T> Rows, bool HasMore) Fill<T>(DatabaseFolder folder, string name, IPageSource<T> source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var lease = folder.BeginRead(name);
        var rows = new List<T>();
        var hasMore = source.Fill(lease, rows);
        return (rows, hasMore);
    }
}
