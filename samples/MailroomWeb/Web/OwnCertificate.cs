using System.Security.Cryptography.X509Certificates;
using Mailroom.Hosting;
using MailroomWeb.Hosting;

namespace MailroomWeb.Web;

/// <summary>A certificate for this machine alone, so that a first run has https, without which browsers take no <c>__Host-</c> cookie. They warn of it once.</summary>
internal static class OwnCertificate
{
    private const string File = "https.pem";

    /// <summary>As long as browsers believe a certificate: 398 days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);

    /// <summary>Reads it, or makes one where there is none or it has run out.</summary>
    public static X509Certificate2 Read(DataFolder data)
    {
        var certificate = Parse(data.ReadOrCreate(File, Create));
        if (certificate.NotAfter > TimeProvider.System.GetLocalNow().DateTime) return certificate;
        certificate.Dispose();
        System.IO.File.Delete(data.PathOf(File));
        return Parse(data.ReadOrCreate(File, Create));
    }

    private static X509Certificate2 Parse(string pem) => X509Certificate2.CreateFromPem(pem, pem);

    private static string Create() => SelfSigned.Create("Mailroom on this machine", Lifetime);
}
