using System.Security.Cryptography;
using Mailroom.Hosting;
using Raindrop.Gateway.Identity;

namespace MailroomWeb.Hosting;

/// <summary>The key by which the gateway is a tenant towards CouchDB, which knows its public half.</summary>
internal static class SigningKey
{
    public const string Issuer = "mailroom";
    private const string Id = "mailroom-1";

    /// <summary>Reads the key; <c>setup</c>, which comes first, makes it.</summary>
    public static UpstreamSigningKey Read(DataFolder data) => new() { Id = Id, PrivateKey = data.ReadOrCreate("signing.pem", Create) };

    /// <summary>The public half in one line, as CouchDB's configuration holds it.</summary>
    public static string PublicHalf(UpstreamSigningKey key)
    {
        using var read = ECDsa.Create();
        read.ImportFromPem(key.PrivateKey);
        return read.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\\n") + "\\n";
    }

    private static string Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
