using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Embedded.Feeds;
using Raindrop.Embedded.Storage;
using SQLitePCL;
using DatabaseNames = Raindrop.CouchDb.Operations.DatabaseNames;

namespace Raindrop.Embedded;

/// <summary>A folder of databases on SQLite, one file each, in this process. Several processes may use one folder at once.</summary>
/// <remarks>In a host it comes from <see cref="EmbeddedServices.AddEmbeddedStore"/>; scripts and tests create it. Dispose it to close the files.</remarks>
public sealed class EmbeddedServer : IDocumentServer, IDisposable, IAsyncDisposable
{
    private const StoreCapabilities Capabilities = StoreCapabilities.DatabaseInfos | StoreCapabilities.DatabaseUpdates | StoreCapabilities.MultipleRanges | StoreCapabilities.ExactNumbers | StoreCapabilities.Compaction;
    private readonly DatabaseFolder _folder;

    /// <summary>Uses a folder. Nothing is read or written yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="timeProvider">The clock of waiting feeds, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The options are not valid; the message names every mistake.</exception>
    public EmbeddedServer(EmbeddedOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var mistakes = EmbeddedOptionsValidator.Mistakes(options);
        if (mistakes.Count > 0) throw new ArgumentException(string.Join(" ", mistakes), nameof(options));
        Batteries_V2.Init();
        _folder = new DatabaseFolder(options, timeProvider ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public ValueTask<ServerInfo> GetInfoAsync(CancellationToken cancellationToken = default) => cancellationToken.IsCancellationRequested
        ? ValueTask.FromCanceled<ServerInfo>(cancellationToken)
        : ValueTask.FromResult(new ServerInfo { Product = "SQLite", Version = raw.sqlite3_libversion().utf8_to_string(), Capabilities = Capabilities });

    /// <inheritdoc/>
    public IDocumentDatabase GetDatabase(string name)
    {
        DatabaseNames.Require(name);
        return new EmbeddedDatabase(name, _folder);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CreateDatabaseAsync(string name, DatabaseCreationOptions? options = null, CancellationToken cancellationToken = default)
    {
        DatabaseNames.Require(name);
        return _folder.CreateAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        DatabaseNames.Require(name);
        return _folder.DeleteAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var names = await Task.Run(() => _folder.Paths().Select(FileNames.NameOf).Order(IdComparer.Instance).ToList(), cancellationToken).ConfigureAwait(false);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DatabaseInfo?>> GetDatabaseInfosAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names) DatabaseNames.Require(name);
        var infos = new List<DatabaseInfo?>(names.Count);
        foreach (var name in names)
        {
            try
            {
                infos.Add(await _folder.ReadAsync(name, DatabaseInfos.Read, cancellationToken).ConfigureAwait(false));
            }
            catch (DatabaseNotFoundException)
            {
                infos.Add(null);
            }
        }

        return infos;
    }

    /// <inheritdoc/>
    /// <remarks>A sequence comes with the last of the updates that were found together. It holds the position of every database, so it grows with their number.</remarks>
    public IAsyncEnumerable<DatabaseUpdate> FollowDatabaseUpdatesAsync(string? since = null, CancellationToken cancellationToken = default) =>
        new DatabaseUpdates(_folder).FollowAsync(since, cancellationToken);

    /// <summary>Closes the files. Writes that wait fail; those that were acknowledged are kept.</summary>
    public void Dispose() => _folder.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
