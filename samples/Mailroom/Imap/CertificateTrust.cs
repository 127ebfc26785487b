using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mailroom.Imap;

/// <summary>Which servers' certificates are trusted: those that the system trusts, or those of authorities that the user named, and then of no others.</summary>
internal sealed class CertificateTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280, section 4.2.1.12.
    private readonly X509Certificate2Collection? _authorities;

    private CertificateTrust(X509Certificate2Collection? authorities) => _authorities = authorities;

    public static CertificateTrust System { get; } = new(null);

    /// <summary>Whether the system's own trust, and its lists of revoked certificates, decide.</summary>
    public bool IsOfSystem => _authorities is null;

    /// <summary>Reads a file of certificates in PEM: authorities, or the server's own.</summary>
    /// <exception cref="ArgumentException">It holds none.</exception>
    public static CertificateTrust Read(string path, string option = "--imap-ca")
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (CryptographicException)
        {
            // The same as none.
        }

        return authorities.Count > 0 ? new CertificateTrust(authorities) : throw new ArgumentException($"The file given with {option} holds no certificate in PEM.");
    }

    /// <summary>What is wrong with a certificate; <see langword="null"/> where it is trusted.</summary>
    public ImapFailure? Check(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return ImapFailure.NotTrusted;
        if (_authorities is null ? errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) : !IsOfAuthority(certificate, chain)) return ImapFailure.NotTrusted;
        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? ImapFailure.OtherHost : null;
    }

    private bool IsOfAuthority(X509Certificate certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        using var own = new X509Certificate2(certificate);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // A private authority seldom publishes a list.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(own);
    }
}
