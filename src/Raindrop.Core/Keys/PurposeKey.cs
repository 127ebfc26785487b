using System.Security.Cryptography;
using Raindrop.Credentials;
using Raindrop.Sealing;
using Raindrop.Tenancy;

namespace Raindrop.Keys;

/// <summary>
/// The key of a tenant for one purpose: 32 bytes of HKDF-SHA512 (RFC 5869) over the tenant key, with suite, tenant, key id and purpose as info. The
/// tenant key is random, so no salt is needed.
/// </summary>
internal static class PurposeKey
{
    private const string Kind = "rd.purpose-key";

    public static Secret Derive(Secret tenantKey, TenantId tenant, string keyId, KeyPurpose purpose)
    {
        using var lease = tenantKey.Read();
        var info = SealContext.Of(Kind, SealedRecord.SuiteName, tenant.Value, keyId, NameOf(purpose));
        return Secret.Create(SealedRecord.RootLength, new Source(lease.Bytes, info), static (key, source) => HKDF.DeriveKey(HashAlgorithmName.SHA512, source.Root, key, [], source.Info));
    }

    private static string NameOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Credentials => "credentials",
        KeyPurpose.Backup => "backup",
        KeyPurpose.Metrics => "metrics",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "There is no such purpose."),
    };

    private readonly ref struct Source(ReadOnlySpan<byte> root, ReadOnlySpan<byte> info)
    {
        public ReadOnlySpan<byte> Root { get; } = root;

        public ReadOnlySpan<byte> Info { get; } = info;
    }
}
