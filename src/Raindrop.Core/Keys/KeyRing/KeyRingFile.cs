using Raindrop.Files;

namespace Raindrop.Keys.KeyRing;

/// <summary>
/// The file of a key ring, for those who look after it: it holds the host's key encryption keys, one of which is current. Hosts read it through
/// <see cref="KeyRingKeyProvider"/> and notice a change by themselves.
/// </summary>
/// <remarks>
/// Every method leaves the file as it was or wholly changed, on the disk, of mode 0600. Changes of several processes wait for none: the second one
/// fails with <see cref="KeyRingFailure.NotWritable"/>. All methods throw <see cref="KeyProviderException"/> where the file is not there, can be read
/// by others than its owner or is damaged.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="timeProvider">The clock of the times in the file, or <see langword="null"/> for the system's.</param>
public sealed class KeyRingFile(string path, TimeProvider? timeProvider = null)
{
    /// <summary>The most bytes that a file may have: room for hundreds of keys.</summary>
    internal const int MaxLength = 256 * 1024;

    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>Makes a new file with one key, which is current.</summary>
    /// <returns>The key's description.</returns>
    /// <exception cref="KeyRingException">There is a file already, or it cannot be written.</exception>
    public KeyRingKey Create()
    {
        var entry = KeyRingEntry.Create(Now);
        using var ring = new KeyRingContent(entry.Id, [entry]);
        var isCreated = Write(() =>
        {
            using var text = KeyRingWriting.ToText(ring);
            using var bytes = text.Read();
            return PrivateFile.TryCreate(path, bytes.Bytes);
        });
        if (!isCreated) throw new KeyRingException(KeyRingFailure.AlreadyExists, $"{path} exists, and a key ring is never overwritten: choose another name, or add a key to it.");
        return ring.Describe()[0];
    }

    /// <summary>The keys, in the order in which they were added.</summary>
    public IReadOnlyList<KeyRingKey> List()
    {
        using var ring = Load(path).Ring;
        return ring.Describe();
    }

    /// <summary>Adds a new key, which is not current: it can be brought to every host before the first one wraps with it.</summary>
    /// <returns>The key's description.</returns>
    /// <exception cref="KeyRingException">The file cannot be written.</exception>
    public KeyRingKey Add() => Change(ring =>
    {
        var entry = KeyRingEntry.Create(Now);
        return (new KeyRingContent(ring.CurrentId, [.. ring.Entries, entry]), entry.Id);
    });

    /// <summary>Makes a key current. The one that was current before goes on unwrapping.</summary>
    /// <param name="id">The key.</param>
    /// <returns>The key's description.</returns>
    /// <exception cref="KeyRingException">There is no such key, it was retired, or the file cannot be written.</exception>
    public KeyRingKey Promote(string id) => Change(ring => (new KeyRingContent(Require(ring, id).Id, ring.Entries), id));

    /// <summary>Removes the bytes of a key from the file for good. First rewrap what it wrapped: without a copy of the file nobody can unwrap that again.</summary>
    /// <param name="id">The key.</param>
    /// <returns>The key's description.</returns>
    /// <exception cref="KeyRingException">There is no such key, it is current, it was retired before, or the file cannot be written.</exception>
    /// <remarks>The bytes of the replaced file stay on the disk until the file system uses their place again, and in every copy and backup.</remarks>
    public KeyRingKey Retire(string id) => Change(ring =>
    {
        if (Require(ring, id).Id == ring.CurrentId) throw new KeyRingException(KeyRingFailure.CurrentKey, $"{id} is the current key: promote another one first.");
        return (new KeyRingContent(ring.CurrentId, [.. ring.Entries.Select(entry => entry.Id == id ? entry with { Key = null, RetiredAt = Now } : entry)]), id);
    });

    /// <summary>Reads a file.</summary>
    /// <exception cref="KeyProviderException">It is not there, others can read it, or it is damaged.</exception>
    internal static (KeyRingContent Ring, FileFacts Facts) Load(string path)
    {
        try
        {
            var (content, facts) = PrivateFile.Read(path, MaxLength);
            using var _ = content;
            using var text = content.Read();
            return (KeyRingReading.FromText(text.Bytes), facts);
        }
        catch (PrivateFileException e)
        {
            var advice = e.InnerException is FileNotFoundException or DirectoryNotFoundException ? " Make a key ring with 'raindrop keyring create', or restore it from its backup." : "";
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, e.Message + advice, e);
        }
        catch (FormatException e)
        {
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, $"The key ring {path} cannot be used: {e.Message}. Restore it from its backup.");
        }
        catch (IOException e)
        {
            throw new KeyProviderException(KeyProviderFailure.Unavailable, $"The key ring {path} cannot be read now: {e.Message}", e);
        }
    }

    private KeyRingKey Change(Func<KeyRingContent, (KeyRingContent Changed, string Id)> change) => Write(() =>
    {
        using var ring = Load(path).Ring;
        var (changed, id) = change(ring);
        using var _ = changed;
        using var text = KeyRingWriting.ToText(changed);
        using var bytes = text.Read();
        PrivateFile.Replace(path, bytes.Bytes);
        return changed.Describe().Single(key => key.Id == id);
    });

    private T Write<T>(Func<T> write)
    {
        try
        {
            using var _ = PrivateFile.Lock(path);
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException(KeyRingFailure.NotWritable, $"The key ring {path} was not written: {e.Message}", e);
        }
    }

    private static KeyRingEntry Require(KeyRingContent ring, string id) => ring.Find(id) switch
    {
        null => throw new KeyRingException(KeyRingFailure.UnknownKey, "The key ring has no key of this id: list it to see the ids."),
        { Key: null } => throw new KeyRingException(KeyRingFailure.RetiredKey, $"{id} was retired, and its bytes are gone."),
        { } entry => entry,
    };

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
}
