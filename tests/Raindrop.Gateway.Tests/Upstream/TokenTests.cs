using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Raindrop.Gateway.Identity;
using Raindrop.Gateway.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Upstream;

/// <summary>The tokens for CouchDB, read as CouchDB reads them: it believes whatever stands in one.</summary>
public sealed class TokenTests
{
    [Fact]
    public void A_token_says_who_and_until_when_and_nothing_that_CouchDB_would_take_for_a_right()
    {
        var tenant = TenantId.New();
        var end = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using var key = SigningKey.Read(GatewayCouchDb.Key);

        var parts = TokenText.Write(key, GatewayCouchDb.Issuer, tenant.Value, end).Split('.');

        parts.Should().HaveCount(3);
        Text(parts[0]).Should().Be("""{"alg":"ES256","kid":"key-1","typ":"JWT"}""");
        using var payload = JsonDocument.Parse(Text(parts[1]));
        payload.RootElement.EnumerateObject().Select(claim => claim.Name).Should().Equal("iss", "sub", "exp");
        payload.RootElement.GetProperty("iss").GetString().Should().Be(GatewayCouchDb.Issuer);
        payload.RootElement.GetProperty("sub").GetString().Should().Be(tenant.Value);
        payload.RootElement.GetProperty("exp").GetInt64().Should().Be(end.ToUnixTimeSeconds());
        using var verifier = ECDsa.Create();
        verifier.ImportFromPem(GatewayCouchDb.PublicKey(GatewayCouchDb.Key).Replace("\\n", "\n", StringComparison.Ordinal));
        verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).Should().BeTrue();
    }

    private static string Text(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
