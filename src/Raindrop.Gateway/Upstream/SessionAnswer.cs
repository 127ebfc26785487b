using System.Text.Json;

namespace Raindrop.Gateway.Upstream;

/// <summary>Whom CouchDB takes somebody for.</summary>
/// <param name="Name">The user's name; <see langword="null"/> for nobody.</param>
/// <param name="Roles">How many roles.</param>
/// <param name="IsAdmin">Whether one of them is the administrator's.</param>
internal readonly record struct SessionAnswer(string? Name, int Roles, bool IsAdmin)
{
    /// <summary>Reads the answer to <c>GET /_session</c>.</summary>
    /// <exception cref="JsonException">It is no such answer.</exception>
    public static SessionAnswer Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("userCtx"u8, out var user) || user.ValueKind != JsonValueKind.Object
            || !user.TryGetProperty("roles"u8, out var roles) || roles.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("It has no userCtx with roles.");
        }

        var name = user.TryGetProperty("name"u8, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        return new SessionAnswer(name, roles.GetArrayLength(), roles.EnumerateArray().Any(role => role.ValueKind == JsonValueKind.String && role.ValueEquals("_admin"u8)));
    }
}
