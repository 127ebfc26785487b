using Microsoft.Net.Http.Headers;

namespace Raindrop.Gateway.Forwarding;

/// <summary>The types of attachments that a browser shows without running anything. All others are downloads.</summary>
internal static class PassiveTypes
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/webm", "video/mp4", "video/webm", "video/ogg", "text/plain",
    };

    public static bool Contains(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type) && Names.Contains(type.MediaType.ToString());
}
