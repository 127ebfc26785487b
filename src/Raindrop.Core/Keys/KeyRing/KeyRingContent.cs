namespace Raindrop.Keys.KeyRing;

/// <summary>The keys of a ring, in the clear. Dispose it to zero them.</summary>
/// <param name="currentId">The id of the current key.</param>
/// <param name="entries">All keys, in the order in which they were added.</param>
internal sealed class KeyRingContent(string currentId, IReadOnlyList<KeyRingEntry> entries) : IDisposable
{
    public string CurrentId => currentId;

    public IReadOnlyList<KeyRingEntry> Entries => entries;

    public KeyRingEntry? Find(string id) => entries.FirstOrDefault(entry => entry.Id == id);

    public KeyRingKeyState StateOf(KeyRingEntry entry) =>
        entry.Key is null ? KeyRingKeyState.Retired : entry.Id == currentId ? KeyRingKeyState.Current : KeyRingKeyState.UnwrapsOnly;

    public IReadOnlyList<KeyRingKey> Describe() =>
        [.. entries.Select(entry => new KeyRingKey { Id = entry.Id, State = StateOf(entry), CreatedAt = entry.CreatedAt, RetiredAt = entry.RetiredAt, Check = entry.Check() })];

    public void Dispose()
    {
        foreach (var entry in entries) entry.Key?.Dispose();
    }
}
