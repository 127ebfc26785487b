using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using Raindrop.Documents;
using Raindrop.Gateway.Identity;
using Raindrop.Tenancy;

namespace MailroomWeb.Channels;

/// <summary>What the web process asks the custodian for: a token for a tenant, a tenant for somebody who signed in, and the vault. Nothing else is asked, or answered, there.</summary>
internal sealed class CustodianClient : IUpstreamTokenSigner, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ChannelIdentity _identity;
    private readonly HttpClient _client;

    public CustodianClient(Uri address, ChannelIdentity identity)
    {
        _identity = identity;
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(identity.Certificate, additionalCertificates: null, offline: true);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => identity.IsPeer(shown);
        _client = new HttpClient(handler) { BaseAddress = address, Timeout = Patience };
    }

    /// <inheritdoc/>
    public async ValueTask<UpstreamToken> SignAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        using var answer = await AskAsync(new HttpRequestMessage(HttpMethod.Post, $"tokens/{tenant}"), HttpStatusCode.OK, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<UpstreamToken>(cancellationToken))!;
    }

    /// <summary>Has the tenant of an identity made, where there is none.</summary>
    /// <exception cref="StoreUnavailableException">The custodian does not answer, or cannot make it now.</exception>
    public async Task EnsureTenantAsync(TenantSubject subject, CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(new HttpRequestMessage(HttpMethod.Post, "tenants") { Content = JsonContent.Create(subject) }, HttpStatusCode.NoContent, cancellationToken);
    }

    /// <summary>A connection to the vault, for one call.</summary>
    /// <exception cref="IOException">There is none to be had.</exception>
    public async ValueTask<Stream> ConnectVaultAsync(CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "vault");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("raindrop-vault"));
        try
        {
            var answer = await AskAsync(request, HttpStatusCode.SwitchingProtocols, cancellationToken);
            return await answer.Content.ReadAsStreamAsync(cancellationToken);
        }
        catch (StoreUnavailableException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _identity.Dispose();
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using var disposeRequest = request;
        Exception? fault = null;
        try
        {
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.StatusCode == expected) return answer;
            answer.Dispose();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            fault = e;
        }

        throw new StoreUnavailableException("The custodian cannot be reached, or cannot do this now: see that it runs and what it logs, and try again.", innerException: fault);
    }
}
