using System.Security.Cryptography;
using Mailroom.Hosting;
using MailroomWeb.Hosting;
using Raindrop.Gateway.Identity;

namespace MailroomWeb.Custodian;

/// <summary>The key by which the gateway is a tenant towards CouchDB, which knows its public half.</summary>
internal static class SigningKey
{
    public const string Issuer = "mailroom";
    private const string Id = "mailroom-1";
    private const string File = "signing.pem";

    /// <summary>Makes the key on the first run.</summary>
    public static void Ensure(DataFolder custodian) => custodian.ReadOrCreate(File, Create);

    /// <exception cref="SetupException">There is none yet.</exception>
    public static UpstreamSigningKey Read(DataFolder custodian) => new() { Id = Id, PrivateKey = custodian.Require(File) };

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
