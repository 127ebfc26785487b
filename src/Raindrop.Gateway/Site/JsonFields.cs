using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Raindrop.Gateway.Answers;

namespace Raindrop.Gateway.Site;

/// <summary>Reads the small JSON object of texts that an endpoint takes. No form of another site's page can send one.</summary>
internal static class JsonFields
{
    /// <summary>How many bytes it may have.</summary>
    private const int LargestBody = 8 * 1024;

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    /// <summary>Reads it, and answers the request where it is not what it should be.</summary>
    /// <param name="context">The request.</param>
    /// <param name="names">The fields, all of which must be there.</param>
    /// <returns>Their values; <see langword="null"/> where the request is answered.</returns>
    public static async Task<string[]?> ReadAsync(HttpContext context, params string[] names)
    {
        if (!context.Request.HasJsonContentType())
        {
            await JsonAnswer.WriteErrorAsync(context, StatusCodes.Status415UnsupportedMediaType, "bad_content_type", "Send JSON, and say so by Content-Type: application/json.").ConfigureAwait(false);
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, Reading, context.RequestAborted).ConfigureAwait(false);
            if (json.RootElement.ValueKind == JsonValueKind.Object && TryRead(json.RootElement, names) is { } values) return values;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Errors.TooLargeAsync(context).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException or InvalidOperationException)
        {
            // It is answered below, as all that is no such object.
        }

        await JsonAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, "bad_request", $"Send a JSON object with the texts {string.Join(", ", names)}.").ConfigureAwait(false);
        return null;
    }

    private static string[]? TryRead(JsonElement root, string[] names)
    {
        var values = new string[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!root.TryGetProperty(names[i], out var value) || value.ValueKind != JsonValueKind.String) return null;
            values[i] = value.GetString()!;
        }

        return values;
    }
}
