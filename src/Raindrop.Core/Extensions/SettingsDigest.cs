using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raindrop.Schemas;

namespace Raindrop.Extensions;

/// <summary>Digests what an extension declares. Only the digest is stored, so settings never reach a tenant's database.</summary>
internal static class SettingsDigest
{
    /// <summary>The first 72 bits of SHA-256 over all that changes what readers see of the extension's outputs, other than its version.</summary>
    /// <remarks>
    /// The versions of the output schemas belong to it, because outputs are stamped with them. So does the confidence, because it is part of
    /// each output's digest: a changed confidence rewrites the outputs, and that wakes exactly those who read them.
    /// </remarks>
    public static string Of(ExtensionDefinition definition, IReadOnlyDictionary<string, SchemaDefinition> schemas)
    {
        var text = new StringBuilder();
        Append(text, definition.Settings is null ? "none" : "some");
        Append(text, definition.Settings ?? "");
        Append(text, definition.Grouping.ToString());
        Append(text, definition.Confidence.ToString(CultureInfo.InvariantCulture));
        AppendAll(text, definition.Inputs, _ => "");
        AppendAll(text, definition.Reads, _ => "");
        AppendAll(text, definition.Outputs, schema => schemas[schema].Version.ToString(CultureInfo.InvariantCulture));
        AppendCredentials(text, definition.Credentials);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Base64Url.EncodeToString(hash[..9]);
    }

    private static void AppendAll(StringBuilder text, IReadOnlyList<string> schemas, Func<string, string> detail)
    {
        Append(text, schemas.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var schema in schemas.Order(StringComparer.Ordinal))
        {
            Append(text, schema);
            Append(text, detail(schema));
        }
    }

    // Extensions without credentials keep the digest that they had before there were any.
    private static void AppendCredentials(StringBuilder text, IReadOnlyList<CredentialUse> credentials)
    {
        foreach (var (name, purpose) in credentials.OrderBy(use => use.Name, StringComparer.Ordinal).ThenBy(use => use.Purpose, StringComparer.Ordinal))
        {
            Append(text, "credential");
            Append(text, name);
            Append(text, purpose);
        }
    }

    // Each part carries its length, so that no two declarations give one text.
    private static void Append(StringBuilder text, string part) => text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
}
