using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mailroom.Hosting;

namespace MailroomWeb.Hosting;

/// <summary>A certificate for this machine alone, so that a first run has https, without which browsers take no <c>__Host-</c> cookie. They warn of it once.</summary>
internal static class OwnCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>As long as browsers believe a certificate: 398 days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);

    /// <summary>Reads it, or makes one where there is none or it has run out.</summary>
    public static X509Certificate2 Read(DataFolder data)
    {
        var certificate = Parse(data.ReadOrCreate("https.pem", Create));
        if (certificate.NotAfter > TimeProvider.System.GetLocalNow().DateTime) return certificate;
        certificate.Dispose();
        File.Delete(data.PathOf("https.pem"));
        return Parse(data.ReadOrCreate("https.pem", Create));
    }

    private static X509Certificate2 Parse(string pem) => X509Certificate2.CreateFromPem(pem, pem);

    private static string Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Mailroom on this machine", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
