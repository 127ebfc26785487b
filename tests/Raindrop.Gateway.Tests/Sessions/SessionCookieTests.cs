using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Raindrop.Gateway.Sessions;

namespace Raindrop.Gateway.Tests.Sessions;

public sealed class SessionCookieTests
{
    private const string Name = RaindropSessions.CookieName;
    private const string Token = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";

    [Theory]
    [InlineData("", false, false)]
    [InlineData("other=1", false, false)]
    [InlineData($"{Name}={Token}", true, true)]
    [InlineData($"a=b; {Name}={Token}; c=d", true, true)]
    [InlineData($"a=b;{Name}={Token}", true, true)]
    [InlineData($"x{Name}={Token}", false, false)]
    [InlineData($"{Name}x={Token}", false, false)]
    [InlineData($"__host-raindrop={Token}", false, false)]
    [InlineData($"{Name} ={Token}", false, false)]
    [InlineData($"{Name}={Token}; {Name}={Token}", true, false)]
    [InlineData($"{Name}={Token}; {Name}=x", true, false)]
    [InlineData($"{Name}=", true, false)]
    [InlineData($"{Name}=\"{Token}\"", true, false)]
    [InlineData($"{Name}={Token}x", true, false)]
    [InlineData($"{Name}=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-", true, false)]
    [InlineData($"{Name}=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-é", true, false)]
    [InlineData($"{Name}=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO+/", true, false)]
    [InlineData($"{Name}=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN%2D", true, false)]
    public void A_token_is_read_only_where_it_is_one_and_alone(string header, bool isThere, bool isToken)
    {
        SessionCookie.TryRead(header, out var token).Should().Be(isThere);
        token.ToString().Should().Be(isToken ? Token : "");
    }

    [Fact]
    public void Two_headers_count_as_one()
    {
        SessionCookie.TryRead(new StringValues(["a=b", $"{Name}={Token}"]), out var token).Should().BeTrue();
        token.ToString().Should().Be(Token);
        SessionCookie.TryRead(new StringValues([$"{Name}={Token}", $"{Name}={Token}"]), out var none).Should().BeTrue();
        none.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Reading_a_cookie_and_its_key_allocates_nothing()
    {
        StringValues headers = $"theme=dark; {Name}={Token}; b=c";
        ReadKey(headers).Should().Be(SessionToken.KeyOf(Token));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) ReadKey(headers);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void Tokens_are_256_random_bits_and_every_spelling_is_another_one()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => System.Text.Encoding.ASCII.GetString(SessionToken.Create())).ToList();

        tokens.Should().OnlyHaveUniqueItems().And.OnlyContain(token => SessionToken.IsToken(token));
        foreach (var position in Enumerable.Range(0, SessionToken.Length)) tokens.Select(token => token[position]).Distinct().Should().HaveCountGreaterThan(10);

        // The last character has two bits that decoding would ignore.
        SessionToken.KeyOf(Token[..^1] + "A").Should().NotBe(SessionToken.KeyOf(Token[..^1] + "B"));
    }

    [Fact]
    public void A_key_survives_its_text_and_its_handle_is_another_text()
    {
        var key = SessionToken.KeyOf(Token);

        SessionKey.TryParse(key.ToString(), out var read).Should().BeTrue();
        read.Should().Be(key);
        key.ToString().Should().HaveLength(64).And.NotContain(key.ToHandle());
        key.ToHandle().Should().HaveLength(32);
        foreach (var bad in new[] { "", "zz", key.ToString()[1..], key + "0", new string('g', 64), new string('é', 64) }) SessionKey.TryParse(bad, out _).Should().BeFalse();
    }

    [Fact]
    public void The_browser_keeps_it_to_itself()
    {
        var context = new DefaultHttpContext();

        SessionCookie.Write(context.Response, System.Text.Encoding.ASCII.GetBytes(Token), null);
        context.Response.Headers.SetCookie.ToString().Should().Be($"{Name}={Token}; path=/; secure; samesite=lax; httponly");

        context.Response.Headers.Remove("Set-Cookie");
        SessionCookie.Delete(context.Response);
        context.Response.Headers.SetCookie.ToString().Should().Be($"{Name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; secure; samesite=lax; httponly");
    }

    private static SessionKey ReadKey(StringValues headers) => SessionCookie.TryRead(headers, out var token) ? SessionToken.KeyOf(token) : default;
}
