using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Grants.Signing;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Signing;

/// <summary>A token is the one text of one grant, signed by a known key, for this installation, now; or it is nothing.</summary>
public sealed class GrantTokenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly GrantVerifier Verifier = TestGrants.Verifier();

    [Fact]
    public async Task What_is_issued_is_verified_to_be_the_same()
    {
        var request = new GrantRequest { Release = "2026.1-rc_1", Sequence = 9_007_199_254_740_991, Tenants = [TenantId.New(), TenantId.New()], Documents = [TestGrants.Write("rd.release:a", "{}"), GrantedDocument.Delete("_design/rd.b")] };
        var signed = await TestGrants.Issuer(new FakeTimeProvider(Noon.AddMilliseconds(900))).IssueAsync(request);

        signed.Grant.Should().BeEquivalentTo(request);
        signed.Grant.Should().BeEquivalentTo(new { TestGrants.Audience, IssuedAt = Noon, ExpiresAt = Noon.AddMinutes(5) });
        Verifier.Verify(signed.Token, Noon).Grant.Should().BeEquivalentTo(signed.Grant);
        signed.ToString().Should().NotContain(signed.Token[20..]);
    }

    [Fact]
    public void A_token_in_which_any_character_is_another_is_refused()
    {
        var token = TestGrants.Seal(TestGrants.New(Noon));
        Verifier.Verify(token, Noon).Grant.Should().NotBeNull();
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in new[] { 'A', 'b', '.', '-', '=', ' ' })
            {
                if (token[i] == other) continue;
                Verifier.Verify($"{token[..i]}{other}{token[(i + 1)..]}", Noon).Grant.Should().BeNull("character {0} is {1}", i, other);
            }

            Verifier.Verify(token[..i], Noon).Grant.Should().BeNull();
        }

        foreach (var longer in new[] { token + "A", token + "=", token + ".", token + " ", " " + token, token + "\n", new string('a', 20_000), "" }) Verifier.Verify(longer, Noon).Grant.Should().BeNull();
    }

    [Fact]
    public void A_key_that_is_not_known_signs_nothing_under_any_name()
    {
        var grant = TestGrants.New(Noon);
        Verifier.Verify(TestGrants.Seal(grant, GrantKeyPair.Create("grants-2")), Noon).Defect.Should().Be(GrantDefect.UnknownKey);
        Verifier.Verify(TestGrants.Seal(grant, GrantKeyPair.Create(TestGrants.Key.Id)), Noon).Defect.Should().Be(GrantDefect.Signature);
        Verifier.Verify(TestGrants.Seal(grant).Replace("raindrop-grant-1", "raindrop-grant-2", StringComparison.Ordinal), Noon).Defect.Should().Be(GrantDefect.Malformed);
    }

    [Theory]
    [InlineData(-31, GrantDefect.NotYetValid)]
    [InlineData(-30, null)]
    [InlineData(0, null)]
    [InlineData(299, null)]
    [InlineData(300, GrantDefect.Expired)]
    [InlineData(1_000_000_000, GrantDefect.Expired)]
    [InlineData(-1_000_000_000, GrantDefect.NotYetValid)]
    public void A_grant_is_good_from_its_issue_until_its_end_whatever_clocks_do(long seconds, GrantDefect? expected)
    {
        var verification = Verifier.Verify(TestGrants.Seal(TestGrants.New(Noon)), Noon.AddSeconds(seconds));
        (verification.Grant is null ? verification.Defect : (GrantDefect?)null).Should().Be(expected);
    }

    public static TheoryData<string, GrantDefect> Faulty => new()
    {
        { "audience", GrantDefect.Audience },
        { "long", GrantDefect.LifetimeTooLong },
        { "endless", GrantDefect.LifetimeTooLong },
        { "backwards", GrantDefect.LifetimeTooLong },
        { "prefix", GrantDefect.OutsidePrefix },
        { "bare prefix", GrantDefect.OutsidePrefix },
        { "design", GrantDefect.OutsidePrefix },
        { "local", GrantDefect.OutsidePrefix },
        { "dots", GrantDefect.Malformed },
        { "percent", GrantDefect.Malformed },
        { "unicode", GrantDefect.Malformed },
        { "control", GrantDefect.Malformed },
        { "twice", GrantDefect.Malformed },
        { "no document", GrantDefect.Malformed },
        { "no tenant", GrantDefect.Malformed },
        { "sequence", GrantDefect.Malformed },
        { "release", GrantDefect.Malformed },
        { "digest", GrantDefect.Malformed },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void What_a_faulty_issuer_signs_is_refused_too(string fault, GrantDefect expected)
    {
        var good = TestGrants.New(Noon);
        var faulty = fault switch
        {
            "audience" => good with { Audience = "https://staging.example" },
            "long" => good with { ExpiresAt = Noon.AddSeconds(901) },
            "endless" => good with { ExpiresAt = DateTimeOffset.MaxValue },
            "backwards" => good with { ExpiresAt = Noon.AddSeconds(-1) },
            "prefix" => With("rd.releases:a"),
            "bare prefix" => With(TestGrants.Plain),
            "design" => With("_design/app"),
            "local" => With("_local/rd.a"),
            "dots" => With("_design/rd.a/../../x"),
            "percent" => With("rd.release:%2e%2e"),
            "unicode" => With("rd.release:\u0430"),
            "control" => With("rd.release:a\0"),
            "twice" => good with { Documents = [good.Documents[0], GrantedDocument.Delete(good.Documents[0].Id)] },
            "no document" => good with { Documents = [] },
            "no tenant" => good with { Tenants = [] },
            "sequence" => good with { Sequence = 0 },
            "release" => good with { Release = "a/b" },
            _ => good with { Documents = [GrantedDocument.Write("rd.release:a", good.Documents[0].Digest + "=")] },
        };

        var verification = Verifier.Verify(TestGrants.Seal(faulty), Noon);

        verification.Grant.Should().BeNull();
        verification.Defect.Should().Be(expected);

        Grant With(string id) => good with { Documents = [TestGrants.Write(id, "{}")] };
    }

    [Theory]
    [InlineData("{\"id\"", "{ \"id\"")]
    [InlineData("\"sequence\":1,", "\"sequence\":1.0,")]
    [InlineData("\"sequence\":1,", "\"sequence\":1,\"sequence\":1,")]
    [InlineData("\"sequence\":1,", "\"sequence\":1,\"more\":1,")]
    [InlineData("\"release\"", "\"\\u0072elease\"")]
    [InlineData("\"sequence\":1,", "")]
    [InlineData("\"tenants\":[", "\"tenants\":[null,")]
    public void A_payload_of_the_same_meaning_in_another_spelling_is_refused(string text, string other)
    {
        var payload = Encoding.UTF8.GetString(GrantPayload.Write(TestGrants.New(Noon)).Span);
        payload.Should().Contain(text);
        using var key = new GrantKey(TestGrants.Key.PrivateKey);
        Sign(payload).Grant.Should().NotBeNull();
        Sign(payload.Replace(text, other, StringComparison.Ordinal)).Defect.Should().Be(GrantDefect.Malformed);

        GrantVerification Sign(string json)
        {
            var signed = $"raindrop-grant-1.{TestGrants.Key.Id}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json))}";
            return Verifier.Verify($"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}", Noon);
        }
    }

    [Fact]
    public async Task Nothing_is_issued_that_would_be_refused()
    {
        using var issuer = TestGrants.Issuer(new FakeTimeProvider(Noon));
        var good = new GrantRequest { Release = "1", Sequence = 1, Tenants = [TenantId.New()], Documents = [TestGrants.Write("rd.release:a", "{}")] };
        (await issuer.IssueAsync(good)).Grant.Should().BeEquivalentTo(good);
        (GrantRequest Request, GrantFailure Failure)[] faulty =
        [
            (good with { Release = "" }, GrantFailure.Release),
            (good with { Sequence = 9_007_199_254_740_992 }, GrantFailure.Release),
            (good with { Tenants = [] }, GrantFailure.Tenants),
            (good with { Tenants = [good.Tenants[0], good.Tenants[0]] }, GrantFailure.Tenants),
            (good with { Documents = [] }, GrantFailure.Documents),
            (good with { Documents = [GrantedDocument.Write("rd.release:a", "rubbish")] }, GrantFailure.Documents),
            (good with { Documents = [GrantedDocument.Delete("rd.release:a b")] }, GrantFailure.DocumentId),
            (good with { Documents = [GrantedDocument.Delete("rd.other:a")] }, GrantFailure.OutsidePrefix),
            (good with { Tenants = [.. Enumerable.Range(0, 500).Select(_ => TenantId.New())] }, GrantFailure.TooLarge),
        ];
        foreach (var (request, failure) in faulty)
            (await FluentActions.Awaiting(async () => await issuer.IssueAsync(request)).Should().ThrowAsync<GrantException>()).Which.Failure.Should().Be(failure);
    }

    [Fact]
    public void A_key_is_on_the_curve_and_a_verifier_has_no_private_one()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var pem in new[] { null, "", "rubbish", other.ExportSubjectPublicKeyInfoPem(), TestGrants.Key.PrivateKey })
            MistakesOf(options => options.Keys.Add(new GrantVerificationKey { Id = "other", PublicKey = pem })).Should().ContainSingle(mistake => mistake.Contains("and no private one"));
        var issuing = new GrantIssuerOptions { Audience = "a", KeyId = "k", PrivateKey = TestGrants.Key.PublicKey, Prefixes = { "rd.release:" } };
        new GrantIssuerOptionsValidator().Validate(null, issuing).Failures.Should().ContainSingle(mistake => mistake.Contains("PrivateKey"));
    }

    [Theory]
    [InlineData("rd.release")]
    [InlineData("")]
    [InlineData("rd.")]
    [InlineData("rd.trace:")]
    [InlineData("rd.lease:x/")]
    [InlineData("rd.ledger-")]
    [InlineData("_local/")]
    [InlineData("_")]
    [InlineData("_design")]
    [InlineData("_designs/")]
    [InlineData("../")]
    [InlineData("é:")]
    public void A_prefix_cannot_hold_bookkeeping_or_what_is_not_replicated(string prefix) =>
        MistakesOf(options => options.Prefixes.Add(prefix)).Should().ContainSingle(mistake => mistake.Contains("Prefixes"));

    [Fact]
    public void Every_mistake_in_the_options_is_named_and_none_quoted()
    {
        var options = new GrantVerificationOptions { Audience = "secret value", MaxLifetime = TimeSpan.FromDays(2), AllowedClockSkew = TimeSpan.FromHours(1) };
        new GrantVerificationOptionsValidator().Validate(null, options).Failures.Should().HaveCount(5).And.NotContain(mistake => mistake.Contains("secret"));
        new GrantIssuerOptionsValidator().Validate(null, new GrantIssuerOptions { Lifetime = TimeSpan.Zero }).Failures.Should().HaveCount(5);
        MistakesOf(_ => { }).Should().BeNull();
    }

    private static IEnumerable<string>? MistakesOf(Action<GrantVerificationOptions> configure)
    {
        var options = TestGrants.Configure(new GrantVerificationOptions());
        configure(options);
        return new GrantVerificationOptionsValidator().Validate(null, options).Failures;
    }
}
