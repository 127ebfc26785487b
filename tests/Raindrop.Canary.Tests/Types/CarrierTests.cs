using System.Reflection;
using System.Text.Json;
using Raindrop.Canary.Tests.Capture;
using Raindrop.Canary.Tests.Search;
using Raindrop.Credentials;
using Raindrop.Embedded;
using Raindrop.Keys;
using Raindrop.Pkcs11;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Types;

/// <summary>The public types that can hold a secret: printed, logged, looked at in a debugger or serialized, they show nothing of it.</summary>
public sealed class CarrierTests
{
    private static readonly Search.Canary Secret = Search.Canary.New("secret");
    private static readonly CanarySearch Searcher = new([Secret]);
    private static readonly Type[] Holders = [typeof(Secret), typeof(Credential), typeof(CredentialLease), typeof(TenantKey)];
    private static readonly CredentialInfo Info = new() { Reference = new CredentialReference(TenantId.New(), "mail", "import"), Kind = CredentialKind.OAuthTokens, StoredAt = default, Version = "1" };

    private static readonly Dictionary<Type, Func<object>> Samples = new()
    {
        [typeof(Secret)] = NewSecret,
        [typeof(Credential)] = NewCredential,
        [typeof(CredentialLease)] = () => new CredentialLease(Info, NewCredential()),
        [typeof(TenantKey)] = () => new TenantKey("k1", NewSecret()),
    };

    public static TheoryData<Type> Carriers => [.. Exported().Where(IsCarrier)];

    [Fact]
    public void The_types_that_hold_secrets_are_found() => Carriers.Select(row => row.Data).Should().Contain(Holders);

    [Theory]
    [MemberData(nameof(Carriers))]
    public void A_type_that_holds_a_secret_shows_nothing_of_it(Type type)
    {
        Samples.Should().ContainKey(type, "a new type that can hold a secret needs a sample here");
        var sample = Samples[type]();
        Searcher.Find($"{sample}").Should().BeNull();
        foreach (var line in DebuggerView.Of(sample)) Searcher.Find(line).Should().BeNull($"a debugger would show: {type.Name}");
        foreach (var written in (object[])[sample, new { Inner = sample }, new[] { sample }, new Dictionary<string, object> { ["a"] = sample }])
        {
            var serialize = () => JsonSerializer.Serialize(written, written.GetType());
            serialize.Should().Throw<NotSupportedException>($"{type.Name} is not to be written as JSON").Which.Should().Match<Exception>(fault => Searcher.Find(fault.ToString()) == null);
        }

        (sample as IDisposable)?.Dispose();
    }

    /// <summary>What a type says of where a credential may be sent, and for whom, is not to be logged by accident either.</summary>
    [Fact]
    public void An_endpoint_does_not_say_where_somebody_has_an_account() =>
        new CredentialEndpoint("imaps", "mail.example", 993).ToString().Should().NotContain("mail.example").And.NotContain("993");

    private static Secret NewSecret() => Credentials.Secret.Copy(Secret.Bytes.Span);

    private static Credential NewCredential() => new()
    {
        Kind = CredentialKind.OAuthTokens,
        Endpoint = new CredentialEndpoint("https", "mail.example", 443),
        UserName = Secret.Text,
        Value = NewSecret(),
        RefreshToken = NewSecret(),
    };

    private static IEnumerable<Type> Exported() => new[] { typeof(Secret).Assembly, typeof(Documents.IdentifierHasher).Assembly, typeof(EmbeddedServer).Assembly, typeof(Pkcs11Options).Assembly }.SelectMany(assembly => assembly.GetExportedTypes());

    // An interface and what has no instance cannot hold one; a ref struct cannot be printed or kept.
    private static bool IsCarrier(Type type) => type is { IsInterface: false, IsByRefLike: false } && !(type.IsAbstract && type.IsSealed) && !type.IsSubclassOf(typeof(Delegate))
        && (Holders.Contains(type) || Fields(type).Any(field => Holders.Contains(field.FieldType)));

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }
}
