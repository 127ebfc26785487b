using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Raindrop.Derivation.Units;

/// <summary>Says in a few characters what stood behind a unit: nothing for nothing, the revision of one document, a hash of several ids and revisions in order.</summary>
internal sealed class InputDigest : IDisposable
{
    private const int Length = 16;

    private IncrementalHash? _hash;
    private string? _firstId;
    private string? _firstRevision;

    public long Count { get; private set; }

    public static string Of(IEnumerable<(string Id, string Revision)> documents)
    {
        using var digest = new InputDigest();
        foreach (var (id, revision) in documents) digest.Add(id, revision);
        return digest.Finish();
    }

    public void Add(string id, string revision)
    {
        if (Count++ == 0)
        {
            (_firstId, _firstRevision) = (id, revision);
            return;
        }

        if (_hash is null)
        {
            _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Append(_firstId!, _firstRevision!);
        }

        Append(id, revision);
    }

    public string Finish()
    {
        if (_hash is null) return _firstRevision ?? "";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return Base64Url.EncodeToString(hash[..Length]);
    }

    public void Dispose() => _hash?.Dispose();

    // Neither ids nor revisions hold a line break, so the text is unambiguous.
    private void Append(string id, string revision) => _hash!.AppendData(Encoding.UTF8.GetBytes($"{id}\n{revision}\n"));
}
