using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Raindrop.Gateway.Tests.Running;

/// <summary>An OpenID Connect provider on a real socket that takes everybody for its one user.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string Subject = "248289761001";
    public const string ClientId = "mail";

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, string> _nonces = new();
    private readonly RSA _rsa = RSA.Create(2048);

    private IdentityProvider(WebApplication application) => _application = application;

    public string Authority => _application.Urls.Single();

    private RsaSecurityKey Key => new(_rsa) { KeyId = "one" };

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var provider = new IdentityProvider(builder.Build());
        provider._application.MapGet("/.well-known/openid-configuration", provider.Describe);
        provider._application.MapGet("/keys", provider.ShowKeys);
        provider._application.MapGet("/authorize", provider.Authorize);
        provider._application.MapPost("/token", provider.IssueAsync);
        await provider._application.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _rsa.Dispose();
    }

    private IResult Describe() => Results.Text(
        $$"""{"issuer":"{{Authority}}","authorization_endpoint":"{{Authority}}/authorize","token_endpoint":"{{Authority}}/token","jwks_uri":"{{Authority}}/keys","id_token_signing_alg_values_supported":["RS256"],"subject_types_supported":["public"],"response_types_supported":["code"]}""",
        "application/json");

    private IResult ShowKeys()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return Results.Text($$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"one","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""", "application/json");
    }

    private IResult Authorize(HttpRequest request)
    {
        var code = Guid.NewGuid().ToString("n");
        _nonces[code] = request.Query["nonce"].ToString();
        return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
    }

    private async Task<IResult> IssueAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_nonces.TryRemove(form["code"].ToString(), out var nonce)) return Results.BadRequest();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = ClientId,
            Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = Subject, ["nonce"] = nonce },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Text($$"""{"access_token":"a","token_type":"Bearer","expires_in":300,"id_token":{{JsonSerializer.Serialize(token)}}}""", "application/json");
    }
}
