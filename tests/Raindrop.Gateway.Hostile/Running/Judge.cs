using System.Text;
using System.Text.Json;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Requests;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>Says what is wrong with an answer.</summary>
internal static class Judge
{
    private static readonly byte[] Marker = Encoding.ASCII.GetBytes(Actor.MarkerPrefix);
    private static readonly byte[] Database = Encoding.ASCII.GetBytes(Actor.DatabasePrefix);

    /// <summary>What is wrong with the answer to a request; <see langword="null"/> for nothing.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="request">The request.</param>
    /// <param name="isHead">Whether it was a HEAD.</param>
    /// <param name="caller">Whose cookie was sent.</param>
    /// <param name="upstreamMayFail">Whether the upstream may answer faults of its own.</param>
    public static string? FindFault(in HostileResponse response, HostileRequest request, bool isHead, Actor caller, bool upstreamMayFail)
    {
        if ((FindLeak(response.Head.Span, caller) ?? FindLeak(response.Body.Span, caller)) is { } leak) return leak;
        if (response.Status == 500 || (response.Status >= 502 && response.Status <= 504 && !upstreamMayFail)) return "the gateway failed";
        if (!request.MaySucceed && response.Status < 400 && !IsWelcome(response)) return "it succeeded";
        if (response.Has("Set-Cookie:"u8) || response.Has("Location:"u8) || response.Has("WWW-Authenticate:"u8)) return "a header that must not leave";
        if (IsOfTheServer(response)) return null;
        if (!(response.Has("X-Content-Type-Options: nosniff"u8) && response.Has("Cache-Control: no-store"u8) && response.Has("; sandbox"u8))) return "no security headers";
        return response.Status >= 400 && !isHead && !IsError(response.Body) ? "an error that is not JSON in CouchDB's shape" : null;
    }

    /// <summary>Whether the answer to a probe is the document that was asked for.</summary>
    public static bool IsAnswer(in HostileResponse response, string id, Actor caller) =>
        response.Status == 200 && response.BodyText is var text && text.Contains($"\"_id\":\"{id}\"", StringComparison.Ordinal) && text.Contains(caller.Marker, StringComparison.Ordinal);

    /// <summary>Whether it says that who asks may be signed in, or the database there, but nobody can tell at the moment.</summary>
    public static bool IsUnavailable(in HostileResponse response) => response.Status == 503 && response.Has("Retry-After:"u8);

    private static string? FindLeak(ReadOnlySpan<byte> bytes, Actor caller)
    {
        if (bytes.IndexOf(Database) >= 0) return "the real name of a database";
        for (var rest = bytes; rest.IndexOf(Marker) is var at and >= 0; rest = rest[(at + Marker.Length)..])
        {
            if (!Ascii.Equals(rest.Slice(at, Math.Min(caller.Marker.Length, rest.Length - at)), caller.Marker)) return "another's secret";
        }

        return null;
    }

    /// <summary>Whether it is the constant that answers at the mount, for anybody.</summary>
    private static bool IsWelcome(in HostileResponse response) => response.Body.Span.StartsWith("{\"couchdb\":\"Welcome\""u8) || response.Has("Content-Length: 53"u8);

    /// <summary>What Kestrel and the routes of the host answer by themselves, to what does not get as far as the gateway.</summary>
    private static bool IsOfTheServer(in HostileResponse response) =>
        (response.Status >= 400 && response.Closes && response.Has("Content-Length: 0"u8)) || (response.Status is 404 or 405 && !response.Has("Content-Type:"u8));

    private static bool IsError(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("error"u8, out _);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
