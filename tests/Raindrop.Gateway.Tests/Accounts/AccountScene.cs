using System.Net;
using System.Text.Json;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Gateway.Tests.Sessions;

namespace Raindrop.Gateway.Tests.Accounts;

/// <summary>Hosts with local accounts, and one such account.</summary>
internal static class AccountScene
{
    public const string Password = "correct horse battery";
    public const string Alice = $$"""{"name":"Alice@example.org","password":"{{Password}}"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<SessionHost> StartAsync(SessionScene scene, Action<RaindropAccountOptions>? configure = null) => scene.StartHostAsync(accounts: options =>
    {
        options.AllowsSignUp = true;
        configure?.Invoke(options);
    });

    public static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    public static async Task<JsonDocument> JsonAsync(SessionHost host, string path, string cookie)
    {
        using var response = await host.GetAsync(path, cookie);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
    }
}
