using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Raindrop.Credentials;

namespace Raindrop.Core.Tests.Credentials;

/// <summary>Where a secret must not show.</summary>
public sealed partial class SecretExposureTests
{
    private const string Canary = "correct horse battery staple";

    [Fact]
    public void Nothing_shows_it()
    {
        using var credential = Credential();
        using var lease = new CredentialLease(Info, Credential());
        object[] all = [credential.Value, credential, lease];

        foreach (var one in all)
        {
            $"{one}".Should().NotContainAny("correct", "horse", "example");
            one.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()!.Value!.Should().NotContain("{");
            var proxy = Type.GetType(one.GetType().GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName)!;
            proxy.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(member => member is PropertyInfo or FieldInfo).Should().BeEmpty();
        }

        credential.Endpoint.ToString().Should().NotContain("example");
    }

    [Fact]
    public void A_serializer_throws_wherever_it_meets_one()
    {
        using var credential = Credential();
        using var lease = new CredentialLease(Info, Credential());
        object[] graphs = [credential.Value, credential, lease, new Holder(credential.Value), new[] { credential.Value }, new Dictionary<string, Credential> { ["a"] = credential }];

        foreach (var graph in graphs)
        {
            FluentActions.Invoking(() => JsonSerializer.Serialize(graph, graph.GetType())).Should().Throw<NotSupportedException>().Which.ToString().Should().NotContain(Canary);
            FluentActions.Invoking(() => JsonSerializer.Deserialize("{}", graph.GetType())).Should().Throw<Exception>();
        }

        FluentActions.Invoking(() => JsonSerializer.Serialize(new Holder(credential.Value), HolderJson.Default.Holder)).Should().Throw<NotSupportedException>("a generated serializer throws too");
    }

    [Fact]
    public void It_becomes_a_string_only_where_that_is_asked_for_by_name()
    {
        using var secret = Secret.FromText(Canary);

        secret.RevealAsString().Should().Be(Canary);
    }

    private static CredentialInfo Info => new() { Reference = default, Kind = CredentialKind.OAuthTokens, StoredAt = default, Version = "1-a" };

    private static Credential Credential() => new()
    {
        Kind = CredentialKind.OAuthTokens,
        Endpoint = new CredentialEndpoint("https", "mail.example.org", 443),
        Value = Secret.FromText(Canary),
        RefreshToken = Secret.FromText(Canary),
    };

    private sealed record Holder(Secret Secret);

    [JsonSerializable(typeof(Holder))]
    private sealed partial class HolderJson : JsonSerializerContext;
}
