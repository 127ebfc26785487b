using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace Raindrop.CouchDb.Json;

/// <summary>What tells one creation of a database from the next.</summary>
/// <remarks>
/// CouchDB 3 gives the second in which the database was created, which does not tell two creations in one second apart. Its sequences
/// also hold the beginning of each shard file's unique id, which does; where shards have copies the sequence names now one copy and now
/// another, so that only the time is used there. A server that gives neither has one incarnation for ever.
/// </remarks>
internal static class DatabaseIncarnation
{
    public static string Of(string? startTime, string sequence, long copies)
    {
        var time = startTime ?? "0";
        return copies == 1 && ShardIds(sequence) is { } ids ? $"{time}-{ids}" : time;
    }

    // A sequence is a number, a dash, and an Erlang term, compressed and in Base64: a list of {node, range, {sequence, id, node}}.
    private static string? ShardIds(string sequence)
    {
        try
        {
            var dash = sequence.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0) return null;
            var term = Base64Url.DecodeFromChars(sequence.AsSpan(dash + 1));
            if (term is not [131, 80, ..]) return null;
            using var plain = new MemoryStream();
            using (var packed = new ZLibStream(new MemoryStream(term, 6, term.Length - 6), CompressionMode.Decompress)) packed.CopyTo(plain);
            var ids = new ErlangTerm(plain.ToArray()).FindBinaries();
            if (ids is not { Count: > 0 }) return null;
            ids.Sort(StringComparer.Ordinal);
            return string.Concat(ids);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentException or DecoderFallbackException)
        {
            // Sequences are opaque: another form of them is no error.
            return null;
        }
    }
}
