using System.Net;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>A host that signs people in as docs/gateway/sign-in.md says, with a provider on a real socket.</summary>
public sealed class OpenIdConnectTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_comes_back_from_the_provider_has_a_session_of_issuer_and_subject()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, provider);
        var tenant = TenantId.New();
        scene.Routes.Set(new TenantSubject(provider.Authority, IdentityProvider.Subject), new TenantRoute(tenant, "realname", TenantState.Active));

        var cookie = await SignInAsync(host, null);

        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);
        (await host.StatusAsync(cookie, $"/db/{tenant}/doc")).Should().Be(HttpStatusCode.OK);
        (await host.Sessions.ListAsync(new TenantSubject(provider.Authority, IdentityProvider.Subject), Stop)).Should().ContainSingle();
    }

    [Fact]
    public async Task Coming_back_ends_the_session_of_before_and_takes_over_no_planted_one()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, provider);
        var attackers = await host.SignInAsync("mallory");

        var first = await SignInAsync(host, attackers);
        var second = await SignInAsync(host, first);

        foreach (var old in new[] { attackers, first }) await RequireChallengeAsync(host, old, provider);
        (await host.StatusAsync(second)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_gateway_answers_401_in_JSON_where_a_page_is_sent_to_the_provider()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, provider);

        await RequireChallengeAsync(host, null, provider);
        (await host.StatusAsync(null, scene.Document)).Should().Be(HttpStatusCode.Unauthorized);
        (await host.StatusAsync(null, "/session")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_answer_of_the_provider_that_this_browser_did_not_ask_for_signs_nobody_in()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, provider);
        using var challenge = await host.GetAsync("/me", null);
        using var answer = await AskProviderAsync(challenge);

        using var response = await host.GetAsync(answer.Headers.Location!.PathAndQuery, null);

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        response.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    private static Task<SessionHost> StartAsync(SessionScene scene, IdentityProvider provider) => scene.StartHostAsync(services =>
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(RaindropSessions.AuthenticationScheme)
            .AddRaindropSessions(options => options.ChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme)
            .AddOpenIdConnect(options =>
            {
                options.SignInScheme = RaindropSessions.AuthenticationScheme;
                options.Authority = provider.Authority;
                options.RequireHttpsMetadata = false;
                options.ClientId = IdentityProvider.ClientId;
                options.ClientSecret = "secret";
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.ResponseMode = OpenIdConnectResponseMode.Query;
                options.MapInboundClaims = false;
                options.Scope.Clear();
                options.Scope.Add("openid");
            });
    });

    /// <summary>Goes to the provider and back, as a browser does.</summary>
    private static async Task<string> SignInAsync(SessionHost host, string? cookie)
    {
        using var challenge = await host.GetAsync("/me", cookie is null ? null : $"{RaindropSessions.CookieName}=x");
        challenge.StatusCode.Should().Be(HttpStatusCode.Found);
        using var answer = await AskProviderAsync(challenge);
        var cookies = challenge.Headers.GetValues("Set-Cookie").Select(one => one.Split(';')[0]).Concat(cookie is null ? [] : [cookie]);
        using var back = await host.GetAsync(answer.Headers.Location!.PathAndQuery, string.Join("; ", cookies));
        back.StatusCode.Should().Be(HttpStatusCode.Found);
        return back.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(RaindropSessions.CookieName, StringComparison.Ordinal)).Split(';')[0];
    }

    private static async Task<HttpResponseMessage> AskProviderAsync(HttpResponseMessage challenge)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await browser.GetAsync(challenge.Headers.Location, Stop);
    }

    private static async Task RequireChallengeAsync(SessionHost host, string? cookie, IdentityProvider provider)
    {
        using var response = await host.GetAsync("/me", cookie);
        response.StatusCode.Should().Be(HttpStatusCode.Found);
        response.Headers.Location!.ToString().Should().StartWith($"{provider.Authority}/authorize");
    }
}
