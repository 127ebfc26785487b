using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Embedded;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Sessions;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>The sessions of the play: a store of its own, who is signed in, and what attackers send who are not.</summary>
internal sealed class StageSessions : IDisposable
{
    public const string Issuer = "https://issuer.example";

    private readonly string _folder = Directory.CreateTempSubdirectory("raindrop-hostile-").FullName;

    /// <summary>Registers sessions, as a host does.</summary>
    public void Register(IServiceCollection services)
    {
        services.AddEmbeddedStore(options => (options.Folder, options.FlushesWrites) = (Path.Combine(_folder, "data"), false));
        services.AddRaindrop(raindrop => raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        services.AddAuthentication(RaindropSessions.AuthenticationScheme).AddRaindropSessions();
    }

    /// <summary>Signs the attackers in, and makes what opens nothing.</summary>
    public static async Task<Cookies> CreateCookiesAsync(IServiceProvider services, Cast cast)
    {
        var victim = cast.Victims[0];
        var good = await SignInAsync(services, victim.Name);
        var expired = await SignInAsync(services, victim.Name, TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1));
        var signedOut = await SignInAsync(services, victim.Name);
        await SignOutAsync(services, signedOut);
        string[] bad =
        [
            expired, signedOut, await SignInAsync(services, cast.Suspended.Name), await SignInAsync(services, "nobody"), await HandleAsync(services, good), Alter(good), good[..^1], good[1..], good + good, good + "=", $"{good}%20", $"\"{good}\"", $"={good}",
            good.ToUpperInvariant(), $"{good}; {RaindropSessions.CookieName}=x", $"x; {RaindropSessions.CookieName}={good}", $"{signedOut}; {RaindropSessions.CookieName}={good}", $"x; {RaindropSessions.CookieName}2={good}",
            $"x; {RaindropSessions.CookieName.ToLowerInvariant()}={good}", $"x, {RaindropSessions.CookieName}={good}", $"x; session={good}", "", " ", "x", "%00", victim.Id.Value, victim.Name, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), new string('A', 43),
            new string('A', 4_000), "chunks-2",
        ];
        List<string> attackers = [];
        foreach (var actor in cast.Attackers) attackers.Add(AsCookie(await SignInAsync(services, actor.Name)));
        return new Cookies(attackers, [.. bad.Select(AsCookie)]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string AsCookie(string token) => $"{RaindropSessions.CookieName}={token}";

    /// <summary>Changes a character where all of its bits count.</summary>
    private static string Alter(string token) => token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..];

    /// <returns>The token of the cookie that the browser is given.</returns>
    private static async Task<string> SignInAsync(IServiceProvider services, string user, DateTimeOffset? expiresAt = null)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user, ClaimValueTypes.String, Issuer)], RaindropSessions.AuthenticationScheme));
        await context.SignInAsync(RaindropSessions.AuthenticationScheme, principal, new AuthenticationProperties { ExpiresUtc = expiresAt });
        return context.Response.Headers.SetCookie.ToString().Split(';')[0][(RaindropSessions.CookieName.Length + 1)..];
    }

    private static async Task SignOutAsync(IServiceProvider services, string token)
    {
        await using var scope = services.CreateAsyncScope();
        await Signed(scope, token).SignOutAsync(RaindropSessions.AuthenticationScheme);
    }

    /// <returns>What a user's list calls the session.</returns>
    private static async Task<string> HandleAsync(IServiceProvider services, string token)
    {
        await using var scope = services.CreateAsyncScope();
        return RaindropSessions.HandleOf(await Signed(scope, token).AuthenticateAsync(RaindropSessions.AuthenticationScheme)) ?? throw new InvalidOperationException("A session that has just begun is not found.");
    }

    private static DefaultHttpContext Signed(AsyncServiceScope scope, string token)
    {
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = AsCookie(token);
        return context;
    }
}
