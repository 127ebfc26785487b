using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Documents;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Tests.Running;

namespace Raindrop.Gateway.Tests.Sessions;

/// <summary>What the store holds tells nobody who is signed in, and lets nobody in.</summary>
public sealed class StoredSessionTests
{
    private static DateTimeOffset Today => new(DateTime.UtcNow.Date, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_is_stored_or_logged_names_a_user_or_a_session()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);
        (await host.StatusAsync(cookie, scene.Document)).Should().Be(HttpStatusCode.OK);
        await host.Sessions.RevokeAllAsync(SessionHost.Subject("nobody"), null, Stop);

        var token = cookie.Split('=', 2)[1];
        string[] secrets = [token, SessionScene.User, SessionHost.Issuer, SessionHost.Secret];
        foreach (var document in await scene.Store.ReadAllAsync())
        {
            var text = document.Id + Encoding.UTF8.GetString(document.Content.Span);
            foreach (var secret in secrets) text.Should().NotContain(secret);
        }

        foreach (var secret in secrets.Append(SessionToken.KeyOf(token).ToString()).Append(SessionToken.KeyOf(token).ToHandle())) host.Log.All.Should().NotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("expires")]
    [InlineData("identity")]
    [InlineData("ticket")]
    [InlineData("key")]
    public async Task A_session_that_somebody_changed_in_the_store_is_none(string what)
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);
        var document = (await scene.Store.ReadAllAsync()).Single(one => one.Id.StartsWith("rd.session:", StringComparison.Ordinal));
        SessionIds.TryGetKey(document.Id, out var key).Should().BeTrue();
        var stored = SessionJson.TryParse(key, document.Content)!;
        var changed = what switch
        {
            "expires" => stored with { ExpiresAt = stored.ExpiresAt.AddDays(1000) },
            "ticket" => stored with { Ticket = stored.Ticket.ToArray().Select((one, index) => (byte)(index == 40 ? one ^ 1 : one)).ToArray() },
            "identity" => stored with { Identity = new string('a', 26) },
            _ => stored with { Key = SessionToken.KeyOf(new string('A', SessionToken.Length)) },
        };
        await scene.Store.Database.PutAsync(new Document { Id = document.Id, Revision = document.Revision, Content = SessionJson.Write(changed) }, Stop);
        // What lists it, for the identity that it now claims.
        if (what == "identity") await scene.Store.Database.PutAsync(new Document { Id = SessionIds.UseOf(changed), Content = SessionJson.WriteUse(changed with { UsedAt = changed.CreatedAt }) }, Stop);

        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_can_write_the_store_but_has_no_identifier_key_can_make_no_session()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        await host.SignInAsync(SessionScene.User);
        var use = (await scene.Store.ReadAllAsync()).Single(one => one.Id.StartsWith("rd.session.use:", StringComparison.Ordinal));
        SessionIds.TryGetUse(use.Id, out var identity, out _).Should().BeTrue();
        var token = SessionToken.Create();
        var forged = new StoredSession { Key = SessionKey.Of(token), Identity = identity, CreatedAt = Today, ExpiresAt = Today.AddDays(2), UsedAt = Today.AddDays(1) };
        var principal = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new System.Security.Claims.Claim("sub", SessionScene.User, null, SessionHost.Issuer)], "tests"));
        forged = forged with { Ticket = new SessionSeal(new IdentifierHasher(new byte[32])).Seal(token, forged, new Microsoft.AspNetCore.Authentication.AuthenticationTicket(principal, RaindropSessions.AuthenticationScheme)) };
        await scene.Store.Database.PutAsync(new Document { Id = SessionIds.UseOf(forged), Content = SessionJson.WriteUse(forged) }, Stop);
        await scene.Store.Database.PutAsync(new Document { Id = SessionIds.Of(forged.Key), Content = SessionJson.Write(forged) }, Stop);

        (await host.StatusAsync($"{RaindropSessions.CookieName}={Encoding.ASCII.GetString(token)}")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void The_stored_shapes_are_what_they_were()
    {
        var key = SessionToken.KeyOf(new string('A', SessionToken.Length));
        var session = new StoredSession { Key = key, Identity = new string('b', 26), CreatedAt = At(1), ExpiresAt = At(2), UsedAt = At(3), Label = "Firefox", Ticket = new byte[] { 1, 2, 3 } };

        Encoding.UTF8.GetString(SessionJson.Write(session).Span).Should().Be($$"""{"rd_schema":"rd.session","rd_schema_version":1,"rd_key":"{{key}}","created":"2026-01-01T00:00:00Z","expires":"2026-01-02T00:00:00Z","identity":"bbbbbbbbbbbbbbbbbbbbbbbbbb","ticket":"AQID"}""");
        Encoding.UTF8.GetString(SessionJson.WriteUse(session).Span).Should().Be($$"""{"rd_schema":"rd.session.use","rd_schema_version":1,"rd_key":"bbbbbbbbbbbbbbbbbbbbbbbbbb:{{key}}","created":"2026-01-01T00:00:00Z","expires":"2026-01-02T00:00:00Z","used":"2026-01-03T00:00:00Z","label":"Firefox"}""");
        SessionJson.TryParseUse(session.Identity, key, SessionJson.WriteUse(session)).Should().Be(session with { Ticket = default });
        SessionJson.TryParse(key, SessionJson.Write(session))!.Ticket.ToArray().Should().Equal(1, 2, 3);
        SessionJson.TryParse(key, """{"rd_schema":"rd.session"}"""u8.ToArray()).Should().BeNull();
        SessionJson.TryParse(key, "[]"u8.ToArray()).Should().BeNull();
    }

    [Fact]
    public async Task Finding_a_session_in_memory_asks_nothing_and_allocates_little()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await scene.StartHostAsync();
        var cookie = await host.SignInAsync(SessionScene.User);
        (await host.StatusAsync(cookie)).Should().Be(HttpStatusCode.OK);
        var finder = host.Services.GetRequiredService<SessionFinder>();
        var key = SessionToken.KeyOf(cookie.Split('=', 2)[1]);
        const int Times = 200;
        for (var i = 0; i < Times; i++) finder.TryFind(key).Should().Match<Microsoft.AspNetCore.Authentication.AuthenticateResult>(result => result.Succeeded);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) finder.TryFind(key);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Times;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes");
        each.Should().BeLessThan(2500, "it is the copy of who signed in, and no more");
    }

    private static DateTimeOffset At(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
}
