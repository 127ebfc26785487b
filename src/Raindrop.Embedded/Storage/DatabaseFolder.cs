using System.Collections.Concurrent;
using Raindrop.Documents;

namespace Raindrop.Embedded.Storage;

/// <summary>The folder of the database files: finds, opens, creates and deletes them.</summary>
internal sealed class DatabaseFolder(EmbeddedOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, DatabaseFile> _open = new(StringComparer.Ordinal);
    private readonly string _path = Path.GetFullPath(options.Folder);
    private readonly Lock _opening = new();
    private volatile bool _isDisposed;

    public TimeProvider Time => time;

    public EmbeddedOptions Options => options;

    /// <summary>Set when any database changed in this process, was created or deleted.</summary>
    public Signal Signal { get; } = new();

    /// <summary>Begins to read a database.</summary>
    /// <exception cref="DatabaseNotFoundException">There is none of this name.</exception>
    public ReadLease BeginRead(string name)
    {
        while (true)
        {
            var file = Find(name) ?? throw new DatabaseNotFoundException();
            if (file.TryBeginRead() is { } lease) return lease;
            Forget(file);
        }
    }

    /// <summary>Runs work in a read transaction on a database.</summary>
    public ValueTask<T> ReadAsync<T>(string name, Func<ReadLease, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        try
        {
            using var lease = BeginRead(name);
            return ValueTask.FromResult(work(lease));
        }
        catch (DocumentStoreException e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    /// <summary>Runs work in a write transaction on a database.</summary>
    public async ValueTask<T> WriteAsync<T>(string name, Func<WriteSession, T> work, int weight, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = Find(name) ?? throw new DatabaseNotFoundException();
            try
            {
                return await file.Writes.RunAsync(work, weight, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DatabaseGoneException)
            {
                Forget(file);
            }
        }
    }

    /// <summary>Removes from a database's files what was replaced or deleted.</summary>
    public async ValueTask CompactAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (Find(name) is { } file)
        {
            try
            {
                await Task.Run(() => Compaction.RunAsync(file.Writes, options.LockTimeout, time, cancellationToken), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DatabaseGoneException)
            {
                Forget(file);
            }
        }

        throw new DatabaseNotFoundException();
    }

    /// <summary>The open file of a database, <see langword="null"/> if there is none of this name.</summary>
    public DatabaseFile? Find(string name)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedServer));
        if (_open.TryGetValue(name, out var file)) return file;
        lock (_opening)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedServer));
            if (_open.TryGetValue(name, out file)) return file;
            if (PathOf(name) is not { } path || TryOpen(name, path) is not { } opened) return null;
            return _open[name] = opened;
        }
    }

    public void Forget(DatabaseFile file)
    {
        if (_open.TryRemove(KeyValuePair.Create(file.Name, file))) file.Dispose();
    }

    /// <summary>The files of all databases, or of one.</summary>
    public IEnumerable<string> Paths(string? name = null) => !Directory.Exists(_path)
        ? []
        : Directory.EnumerateFiles(_path, FileNames.PatternOf(name)).Where(path => !File.Exists(path + FileNames.Gone));

    public async ValueTask<bool> CreateAsync(string name, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        if (PathOf(name) is not null) return false;
        var path = Path.Combine(_path, FileNames.Create(name));
        Schema.Create(path + FileNames.Unfinished, options);
        File.Move(path + FileNames.Unfinished, path + FileNames.Extension);
        Signal.Set();
        return true;
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        if (PathOf(name) is not { } path) return false;
        // From here on the database is deleted, even if the process ends before the files are.
        await File.WriteAllBytesAsync(path + FileNames.Gone, [], CancellationToken.None).ConfigureAwait(false);
        FolderSweep.Remove(path, options);
        if (_open.TryGetValue(name, out var file)) Forget(file);
        Signal.Set();
        return true;
    }

    public void Dispose()
    {
        lock (_opening)
        {
            _isDisposed = true;
            foreach (var file in _open.Values) file.Dispose();
            _open.Clear();
        }

        Signal.Set();
    }

    // Between finding a file and opening it the database may be deleted.
    private DatabaseFile? TryOpen(string name, string path)
    {
        try
        {
            return DatabaseFile.TryOpen(name, path, options, Signal);
        }
        catch (StoreUnavailableException) when (!File.Exists(path))
        {
            return null;
        }
    }

    private string? PathOf(string name) => Paths(name).FirstOrDefault();

    private async ValueTask<FolderLock> LockAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedServer));
        cancellationToken.ThrowIfCancellationRequested();
        FolderSweep.CreateFolder(_path);
        var held = await FolderLock.TakeAsync(_path, options.LockTimeout, time, cancellationToken).ConfigureAwait(false);
        FolderSweep.Sweep(_path, options);
        return held;
    }
}
