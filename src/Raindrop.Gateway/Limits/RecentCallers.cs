using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Raindrop.Gateway.Limits;

/// <summary>
/// Remembers by hash the credentials that were good a moment ago, so that a flood of strangers does not lock out who is signed in behind the same address. It
/// grants nothing but to be looked at. Of fixed size; what falls out is only forgotten.
/// </summary>
internal sealed class RecentCallers
{
    private const int Places = 1 << 16;

    private readonly int[] _hashes = new int[Places];

    public bool Contains(HttpRequest request) => Hash(request) is var hash and not 0 && Volatile.Read(ref Place(hash)) == hash;

    public void Add(HttpRequest request)
    {
        if (Hash(request) is var hash and not 0 && Volatile.Read(ref Place(hash)) != hash) Volatile.Write(ref Place(hash), hash);
    }

    public void Remove(HttpRequest request)
    {
        if (Hash(request) is var hash and not 0) Interlocked.CompareExchange(ref Place(hash), 0, hash);
    }

    private static int Hash(HttpRequest request)
    {
        var hash = 0;
        foreach (var text in request.Headers.Cookie) hash ^= text?.GetHashCode(StringComparison.Ordinal) ?? 0;
        foreach (var text in request.Headers[HeaderNames.Authorization]) hash ^= text?.GetHashCode(StringComparison.Ordinal) ?? 0;
        return hash;
    }

    private ref int Place(int hash) => ref _hashes[hash & (Places - 1)];
}
