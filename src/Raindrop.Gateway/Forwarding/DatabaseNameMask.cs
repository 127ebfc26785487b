using System.Text;
using System.Text.Json;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Forwarding;

/// <summary>Puts the tenant's id where an answer of CouchDB calls the database by its real name.</summary>
internal static class DatabaseNameMask
{
    /// <summary>More than such an answer has.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Whether the answer to an operation holds the name.</summary>
    public static bool IsNeeded(TenantOperation operation) => operation is TenantOperation.DatabaseInfo or TenantOperation.PartitionInfo or TenantOperation.FindExplain;

    /// <summary>The answer with the tenant's id for a name.</summary>
    /// <exception cref="JsonException">The answer is no JSON.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> json, TenantId tenant)
    {
        var reader = new Utf8JsonReader(json);
        using var masked = new MemoryStream(json.Length);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !(reader.ValueTextEquals("db_name"u8) || reader.ValueTextEquals("dbname"u8))) continue;
            reader.Read();
            masked.Write(json[copied..(int)reader.TokenStartIndex]);
            masked.Write(Encoding.ASCII.GetBytes($"\"{tenant.Value}\""));
            reader.Skip();
            copied = (int)reader.BytesConsumed;
        }

        masked.Write(json[copied..]);
        return masked.ToArray();
    }
}
