using System.Text;
using Microsoft.Extensions.Options;
using Raindrop.Grants.Signing;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Running;

/// <summary>Issuers and verifiers that belong together.</summary>
internal static class TestGrants
{
    public const string Audience = "https://app.example";
    public const string Plain = "rd.release:";
    public const string Design = "_design/rd.";

    public static GrantKeyPair Key { get; } = GrantKeyPair.Create("grants-1");

    public static GrantVerificationOptions Verification { get; } = Configure(new GrantVerificationOptions());

    public static GrantVerificationOptions Configure(GrantVerificationOptions options)
    {
        options.Audience = Audience;
        options.Keys.Add(new GrantVerificationKey { Id = Key.Id, PublicKey = Key.PublicKey });
        options.Prefixes.Add(Plain);
        options.Prefixes.Add(Design);
        return options;
    }

    public static GrantVerifier Verifier() => new(Options.Create(Verification));

    public static GrantIssuer Issuer(TimeProvider time, Action<GrantIssuerOptions>? configure = null)
    {
        var options = new GrantIssuerOptions { Audience = Audience, KeyId = Key.Id, PrivateKey = Key.PrivateKey, Prefixes = { Plain, Design } };
        configure?.Invoke(options);
        return new GrantIssuer(Options.Create(options), time);
    }

    /// <summary>Signs whatever a grant says, as an issuer with a fault might.</summary>
    public static string Seal(Grant grant, GrantKeyPair? key = null)
    {
        using var signing = new GrantKey((key ?? Key).PrivateKey);
        return GrantEnvelope.Seal(grant, (key ?? Key).Id, signing.Sign);
    }

    public static GrantedDocument Write(string id, string json) => GrantedDocument.Write(id, GrantContent.Digest(Encoding.UTF8.GetBytes(json)));

    public static Grant New(DateTimeOffset issuedAt, params GrantedDocument[] documents) => new()
    {
        Id = GrantId.New(),
        Audience = Audience,
        Release = "2026.1",
        Sequence = 1,
        IssuedAt = issuedAt,
        ExpiresAt = issuedAt.AddMinutes(5),
        Tenants = [TenantId.New()],
        Documents = documents.Length > 0 ? documents : [Write(Plain + "a", "{}")],
    };
}
