using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mailroom.Imap;
using Raindrop.Credentials;
using Raindrop.Tenancy;

namespace Mailroom.Gateway;

/// <summary>A session at a gateway, from the sign-in until it is disposed.</summary>
internal sealed class GatewaySession : IAsyncDisposable
{
    /// <summary>A program that sends a cookie without being a browser says so (docs/gateway/index.md).</summary>
    private const string ClientHeader = "X-Raindrop-Client";

    private readonly HttpClient _client;

    private GatewaySession(HttpClient client, TenantId tenant) => (_client, Tenant) = (client, tenant);

    /// <summary>Whose database it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>Signs in. Nothing is kept of the password.</summary>
    /// <exception cref="GatewayException">The gateway let nobody in.</exception>
    public static async Task<GatewaySession> SignInAsync(GatewaySettings settings, HttpMessageHandler handler, CancellationToken cancellationToken)
    {
        var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = settings.Address };
        Identify(client.DefaultRequestHeaders);
        try
        {
            using var password = await settings.Prompt.AskAsync(cancellationToken);
            using var content = Write(settings.User, password);
            using var signedIn = await client.PostAsync(new Uri("account/sign-in", UriKind.Relative), content, cancellationToken);
            if (!signedIn.IsSuccessStatusCode) throw new GatewayException(Explain(signedIn.StatusCode));
            using var session = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri("session", UriKind.Relative), cancellationToken));
            return session.RootElement.TryGetProperty("tenant", out var tenant) && TenantId.TryParse(tenant.GetString(), out var id) ? new GatewaySession(client, id) : throw new GatewayException("The gateway let the user in, who has no database there yet: sign in once through its page.");
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException)
        {
            client.Dispose();
            throw new GatewayException("Nothing that is a gateway answers at the address given with --gateway: check it, and name the authority of its certificate with --gateway-ca if it has one of its own.");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The transport to a gateway, cookies and all.</summary>
    public static SocketsHttpHandler CreateHandler(GatewaySettings settings)
    {
        var handler = new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        if (settings.Authority is null) return handler;
        var trust = CertificateTrust.Read(settings.Authority, "--gateway-ca");
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Check(certificate, chain, errors) is null;
        return handler;
    }

    public static void Identify(HttpRequestHeaders headers)
    {
        headers.Add(ClientHeader, "mailroom");
        headers.UserAgent.Add(new ProductInfoHeaderValue("Mailroom", "1.0"));
    }

    /// <summary>Ends the session: a program that is done leaves none behind.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            (await _client.PostAsync(new Uri("session/sign-out", UriKind.Relative), null)).Dispose();
        }
        catch (HttpRequestException)
        {
            // It ends by itself, later.
        }

        _client.Dispose();
    }

    private static ByteArrayContent Write(string user, Secret password)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var read = password.Read())
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("name", user);
            json.WriteString("password"u8, read.Bytes);
            json.WriteEndObject();
        }

        return new ByteArrayContent(body.WrittenSpan.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private static string Explain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "The gateway refused the name or the password: correct --gateway-user, and try again.",
        HttpStatusCode.TooManyRequests => "The gateway was asked too often with wrong passwords: wait some minutes, then try again.",
        HttpStatusCode.NotFound => "There is no sign-in at the address given with --gateway: it is the site's own, without /db.",
        _ => $"The gateway lets nobody in at the moment ({(int)status}): try again later.",
    };
}
