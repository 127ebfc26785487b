using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Hostile.Upstreams;

/// <summary>What a request must be like that the gateway sends on.</summary>
internal static partial class UpstreamRules
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 100_000 };

    private static readonly HashSet<string> Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "COPY"];

    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Authorization", "Accept", "Content-Length", "Transfer-Encoding", "Content-Type", "If-Match", "If-None-Match", "Accept-Encoding", "Range", "If-Range", "Content-MD5", "Last-Event-ID", "Destination",
    };

    /// <summary>What is wrong with it; <see langword="null"/> for nothing.</summary>
    public static string? FindFault(HttpRequest request, string target, byte[] body, Actor? database, TenantId? tenant, Uri server)
    {
        if (!Canonical().IsMatch(target) || Climbs(target.Split('?')[0])) return "a target that is not canonical";
        if (database is null) return "no database of a tenant";
        if (tenant != database.Id) return "another tenant's token";
        if (!Methods.Contains(request.Method)) return "a method";
        if (request.Headers.Keys.FirstOrDefault(name => !Headers.Contains(name)) is { } header) return $"the header {header}";
        if (request.Headers.Host != server.Authority || request.Headers.Authorization.Count != 1) return "a header of the client's";
        if (request.Headers.ContentLength is not null && request.Headers.TransferEncoding.Count > 0) return "two lengths";
        if (request.Headers["Destination"] is [{ } destination] && !Destination().IsMatch(destination)) return "a destination";
        return request.ContentType == "application/json" && body.Length > 0 && !request.Path.Value!.EndsWith(".bin", StringComparison.Ordinal) && !IsStrictJson(body) ? "a body that is read in two ways" : null;
    }

    private static bool Climbs(string path) => path.Split('/').Any(segment => Uri.UnescapeDataString(segment).Split('/').Any(part => part is "." or ".."));

    private static bool IsStrictJson(byte[] body)
    {
        try
        {
            using var _ = JsonDocument.Parse(body, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(/([A-Za-z0-9._~-]|%[0-9A-F]{2})+)+(\?[^#+ \x00-\x20]*)?$")]
    private static partial Regex Canonical();

    [GeneratedRegex(@"^([A-Za-z0-9._~-]|%[0-9A-F]{2})+(\?rev=[0-9]+-[0-9A-Za-z]+)?$")]
    private static partial Regex Destination();
}
