using System.Text;
using CsCheck;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Endpoint;

/// <summary>A request that a holder may make: good, or with one fault.</summary>
/// <param name="Documents">The documents of the grant: an id's number, and its value or none for a deletion.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Times">How often it is sent.</param>
internal sealed record HeldRequest(IReadOnlyList<(int Id, int? Value)> Documents, HeldRequest.Kind Fault, int Times)
{
    public enum Kind
    {
        None,
        Forged,
        Expired,
        Missing,
        Extra,
        Edited,
        NewEdits,
        NotJson,
        NoGrant,
        Method,
        TooLarge,
    }

    public static Gen<HeldRequest> All { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3]).Array[1, 4],
        Gen.Frequency((6, Gen.Const(Kind.None)), (5, Gen.Enum<Kind>())),
        Gen.Int[1, 3],
        (documents, fault, times) => new HeldRequest([.. documents.DistinctBy(document => document.Item1).Select(document => (document.Item1, document.Item2 == 0 ? (int?)null : document.Item2))], fault, times));

    public static string IdOf(int id) => id % 2 == 0 ? $"rd.release:{id}" : $"_design/rd.{id}";

    /// <summary>The grant, for these tenants.</summary>
    public Grant Grant(DateTimeOffset now, IReadOnlyList<TenantId> tenants) =>
        TestGrants.New(now, [.. Documents.Select(document => document.Value is { } value ? TestGrants.Write(IdOf(document.Id), $$"""{"v":{{value}}}""") : GrantedDocument.Delete(IdOf(document.Id)))]) with { Tenants = tenants };

    /// <summary>The bytes that are sent.</summary>
    public (string Head, byte[] Body) Write(Grant grant)
    {
        var token = Fault switch
        {
            Kind.Forged => TestGrants.Seal(grant, GrantKeyPair.Create(TestGrants.Key.Id)),
            Kind.Expired => TestGrants.Seal(grant with { IssuedAt = grant.IssuedAt.AddHours(-1), ExpiresAt = grant.ExpiresAt.AddHours(-1) }),
            _ => TestGrants.Seal(grant),
        };
        var documents = Documents.Select(document => document.Value is { } value ? $$"""{"_id":"{{IdOf(document.Id)}}","v":{{value + (Fault == Kind.Edited ? 1 : 0)}}}""" : $$"""{"_id":"{{IdOf(document.Id)}}","_deleted":true}""").ToList();
        if (Fault == Kind.Missing) documents.RemoveAt(0);
        if (Fault == Kind.Extra) documents.Add("""{"_id":"rd.release:extra"}""");
        var text = Fault == Kind.NotJson ? "{" : $$"""{"docs":[{{string.Join(',', documents)}}]{{(Fault == Kind.NewEdits ? ",\"new_edits\":false" : "")}}}""";
        var body = Encoding.UTF8.GetBytes(Fault == Kind.TooLarge ? text + new string(' ', 2000) : text);
        var head = $"{(Fault == Kind.Method ? "PUT" : "POST")} {GrantHost.Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + (Fault == Kind.NoGrant ? "\r\n" : $"Authorization: Bearer {token}\r\n\r\n");
        return (head, body);
    }
}
