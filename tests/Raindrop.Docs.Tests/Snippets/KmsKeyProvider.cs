using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Raindrop.Credentials;
using Raindrop.Keys;

namespace Raindrop.Docs.Tests.Snippets;

public sealed class KmsKeyProvider(HttpClient http, string currentKey, params IReadOnlyList<string> earlierKeys) : IKeyProvider
{
    public async ValueTask<WrappedKey> WrapAsync(Secret key, KeyContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        var plaintext = Copy(key);
        try
        {
            return new WrappedKey(currentKey, await AskAsync(currentKey, "encrypt", new KmsCall(plaintext, context.ToBytes()), cancellationToken));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    public async ValueTask<Secret> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken cancellationToken = default)
    {
        // The id comes from the database. Whoever can write there must not be able to name a key of their own.
        var key = wrapped.KeyEncryptionKeyId;
        if (key != currentKey && !earlierKeys.Contains(key))
            throw new KeyProviderException(KeyProviderFailure.NotConfigured, "A key was wrapped under a key encryption key that this host's settings do not name: add it to the earlier keys.");

        var plaintext = await AskAsync(key, "decrypt", new KmsCall(wrapped.Bytes.ToArray(), context.ToBytes()), cancellationToken);
        try
        {
            return Secret.Copy(plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private async Task<byte[]> AskAsync(string key, string operation, KmsCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = JsonSerializer.SerializeToUtf8Bytes(call, KmsJson.Default.KmsCall);
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.PostAsync(new Uri($"keys/{Uri.EscapeDataString(key)}/{operation}", UriKind.Relative), content, cancellationToken);
            if (!response.IsSuccessStatusCode) throw Failure(response);
            var answer = await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(cancellationToken), KmsJson.Default.KmsAnswer, cancellationToken);
            return answer?.Data ?? throw new JsonException("The answer holds no data.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException)
        {
            throw new KeyProviderException(KeyProviderFailure.Unavailable, "The key service did not answer as it should: see whether it can be reached.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }

    private static Exception Failure(HttpResponseMessage response) => response.StatusCode switch
    {
        // The service could not authenticate the bytes with this key and context.
        HttpStatusCode.BadRequest => new KeyRefusedException(),
        HttpStatusCode.TooManyRequests => new KeyProviderException(KeyProviderFailure.Throttled, "The key service is asked too often.") { RetryAfter = response.Headers.RetryAfter?.Delta },
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound =>
            new KeyProviderException(KeyProviderFailure.NotConfigured, "The key service has no such key for this host: check the key's name and the host's rights."),
        var status => new KeyProviderException(KeyProviderFailure.Unavailable, $"The key service answered {(int)status}: try again later."),
    };

    private static byte[] Copy(Secret key)
    {
        using var lease = key.Read();
        return lease.Bytes.ToArray();
    }
}

internal sealed record KmsCall(byte[] Data, byte[] Context);

internal sealed record KmsAnswer(byte[] Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KmsCall))]
[JsonSerializable(typeof(KmsAnswer))]
internal sealed partial class KmsJson : JsonSerializerContext;
