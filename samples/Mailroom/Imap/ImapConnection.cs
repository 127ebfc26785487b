using System.Net;
using System.Text;
using MailKit.Net.Imap;
using MailKit.Security;
using Raindrop.Credentials;

namespace Mailroom.Imap;

/// <summary>Connects to the endpoint that is sealed in a credential, and signs in there.</summary>
internal sealed class ImapConnection(CertificateTrust trust, TimeSpan? patience = null)
{
    // MailKit waits so long for each answer. Servers that search for long say so meanwhile.
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromMinutes(1);

    /// <exception cref="ImapException">The server is not there, not trusted, or refuses.</exception>
    public async Task<ImapClient> OpenAsync(Credential credential, CancellationToken cancellationToken)
    {
        var prelude = new ImapPrelude();
        var client = new ImapClient(prelude) { Timeout = (int)_patience.TotalMilliseconds, CheckCertificateRevocation = trust.IsOfSystem };
        try
        {
            await ConnectAsync(client, credential.Endpoint, cancellationToken);
            await ImapFaults.TellAsync(ImapFailure.BrokenOff, async () =>
            {
                try
                {
                    // MailKit takes a password as a string only: here the vault's promise about memory ends.
                    await client.AuthenticateAsync(Encoding.UTF8, credential.UserName ?? "", credential.Value.RevealAsString(), cancellationToken);
                    return true;
                }
                catch (ArgumentException)
                {
                    // No mechanism of the server's takes such characters, and what says so may show them.
                    throw new ImapException(ImapFailure.Refused);
                }
            });
            prelude.IsOver = true;
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task ConnectAsync(ImapClient client, CredentialEndpoint endpoint, CancellationToken cancellationToken)
    {
        ImapFailure? distrust = null;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => (distrust = trust.Check(certificate, chain, errors)) is null;
        await ImapFaults.TellAsync(ImapFailure.Unreachable, async () =>
        {
            try
            {
                if (endpoint.Scheme == ImapAddress.PlainText) await CheckIsHereAsync(endpoint.Host, cancellationToken);
                await client.ConnectAsync(endpoint.Host, endpoint.Port, OptionsOf(endpoint), cancellationToken);
                return true;
            }
            catch (Exception fault) when (fault is SslHandshakeException or NotSupportedException or ImapCommandException)
            {
                // Whoever stopped during the handshake is told that, and not what became of it.
                cancellationToken.ThrowIfCancellationRequested();
                throw new ImapException(distrust ?? (fault.InnerException is TimeoutException ? ImapFailure.Unreachable : ImapFailure.NoTls));
            }
        });
    }

    private static SecureSocketOptions OptionsOf(CredentialEndpoint endpoint) => endpoint.Scheme switch
    {
        ImapAddress.PlainText => SecureSocketOptions.None,
        ImapAddress.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };

    private static async Task CheckIsHereAsync(string host, CancellationToken cancellationToken)
    {
        if (!(await Dns.GetHostAddressesAsync(host, cancellationToken)).All(IPAddress.IsLoopback)) throw new ImapException(ImapFailure.NotOnThisMachine);
    }
}
