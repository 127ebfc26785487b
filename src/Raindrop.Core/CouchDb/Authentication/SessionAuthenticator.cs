using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Raindrop.CouchDb.Http;
using Raindrop.CouchDb.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Authentication;

/// <summary>Signs in by name and password once, and sends the cookie.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used holds nothing to free.")]
internal sealed class SessionAuthenticator(string userName, string password) : Authenticator
{
    private const string CookieName = "AuthSession=";
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private volatile string? _cookie;

    public override async ValueTask SignAsync(HttpRequestMessage message, HttpExchange exchange, CancellationToken cancellationToken)
    {
        var cookie = _cookie ?? await SignInAsync(exchange, cancellationToken).ConfigureAwait(false);
        message.Headers.TryAddWithoutValidation("Cookie", cookie);
    }

    public override ValueTask<bool> RenewAsync(HttpRequestMessage refused, CancellationToken cancellationToken)
    {
        var used = refused.Headers.TryGetValues("Cookie", out var values) ? values.FirstOrDefault() : null;
        // Another request may have signed in again meanwhile: then its cookie is good.
        if (used is not null) Interlocked.CompareExchange(ref _cookie, null, used);
        return ValueTask.FromResult(used is not null);
    }

    // CouchDB sends a fresh cookie when the old one has lived for a while.
    public override void Observe(HttpResponseMessage response)
    {
        if (FindCookie(response) is { } cookie) _cookie = cookie;
    }

    private async ValueTask<string> SignInAsync(HttpExchange exchange, CancellationToken cancellationToken)
    {
        await _signingIn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_cookie is { } known) return known;
            using var body = new RequestBody();
            WriteCredentials(body);
            var request = new CouchRequest("sign in", HttpMethod.Post, "_session") { Body = body };
            var attempt = await exchange.RunAsync(request, null, cancellationToken).ConfigureAwait(false);
            if (attempt.Failure is { } failure) throw failure;
            using var response = attempt.Response!;
            return _cookie = FindCookie(response.Message) ?? throw new StoreProtocolException { Operation = request.Operation, Status = response.Status };
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private void WriteCredentials(RequestBody body)
    {
        body.Write("{\"name\":"u8);
        JsonText.WriteString(body, userName);
        body.Write(",\"password\":"u8);
        JsonText.WriteString(body, password);
        body.Write("}"u8);
    }

    private static string? FindCookie(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies)) return null;
        foreach (var cookie in cookies)
        {
            if (!cookie.StartsWith(CookieName, StringComparison.OrdinalIgnoreCase)) continue;
            var end = cookie.IndexOf(';', StringComparison.Ordinal);
            var pair = end < 0 ? cookie : cookie[..end];
            return pair.Length > CookieName.Length ? pair : null;
        }

        return null;
    }
}
