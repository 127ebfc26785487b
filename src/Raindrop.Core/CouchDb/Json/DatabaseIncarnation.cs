namespace Raindrop.CouchDb.Json;

/// <summary>What tells one creation of a database from the next.</summary>
internal static class DatabaseIncarnation
{
    public static string Of(string? startTime, string sequence, long copies) => startTime ?? "0";
}
