using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Raindrop.Credentials.Remote;

/// <summary>
/// Messages over a stream. A frame is its length in 4 bytes, big-endian, and so many bytes. A message is a frame of JSON, and for a credential the frames
/// of its user name, value and refresh token, raw, as far as it has them.
/// </summary>
internal sealed class WireStream(Stream stream) : IAsyncDisposable
{
    private const int MostJson = 16 * 1024;

    public async ValueTask WriteAsync<T>(T message, JsonTypeInfo<T> type, Credential? credential, CancellationToken cancellationToken)
    {
        var json = new ArrayBufferWriter<byte>(512);
        BinaryPrimitives.WriteInt32BigEndian(json.GetSpan(sizeof(int)), 0);
        json.Advance(sizeof(int));
        using (var writer = new Utf8JsonWriter(json)) JsonSerializer.Serialize(writer, message, type);
        var frame = json.WrittenMemory.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - sizeof(int));
        await stream.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        if (credential is not null) await WriteSecretsAsync(credential, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="InvalidDataException">The other side does not speak the protocol.</exception>
    public async ValueTask<T> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var json = new byte[await ReadLengthAsync(MostJson, cancellationToken).ConfigureAwait(false)];
        await stream.ReadExactlyAsync(json, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException();
        }
        catch (JsonException)
        {
            throw new InvalidDataException();
        }
    }

    /// <summary>Reads the secrets that belong to a credential.</summary>
    /// <exception cref="InvalidDataException">The other side does not speak the protocol.</exception>
    public async ValueTask<Credential> ReadSecretsAsync(WireCredential credential, CancellationToken cancellationToken)
    {
        Secret? userName = null, value = null, refreshToken = null;
        try
        {
            if (credential.HasUserName) userName = await ReadSecretAsync(cancellationToken).ConfigureAwait(false);
            value = await ReadSecretAsync(cancellationToken).ConfigureAwait(false);
            if (credential.HasRefreshToken) refreshToken = await ReadSecretAsync(cancellationToken).ConfigureAwait(false);
            return new Credential
            {
                Kind = credential.Kind,
                Endpoint = new CredentialEndpoint(credential.Scheme, credential.Host, credential.Port),
                UserName = userName?.RevealAsString(),
                Value = value,
                RefreshToken = refreshToken,
                ExpiresAt = credential.ExpiresAt,
            };
        }
        catch (Exception e)
        {
            value?.Dispose();
            refreshToken?.Dispose();
            if (e is ArgumentException) throw new InvalidDataException();
            throw;
        }
        finally
        {
            userName?.Dispose();
        }
    }

    /// <summary>Completes when the other side has gone, or says something though it is not its turn.</summary>
    public async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async ValueTask WriteSecretsAsync(Credential credential, CancellationToken cancellationToken)
    {
        if (credential.UserName is { } name)
        {
            using var userName = Secret.FromText(name);
            await WriteSecretAsync(userName, cancellationToken).ConfigureAwait(false);
        }

        await WriteSecretAsync(credential.Value, cancellationToken).ConfigureAwait(false);
        if (credential.RefreshToken is { } token) await WriteSecretAsync(token, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteSecretAsync(Secret secret, CancellationToken cancellationToken)
    {
        using var frame = new WireBuffer(sizeof(int) + secret.Length);
        using (var lease = secret.Read())
        {
            BinaryPrimitives.WriteInt32BigEndian(frame.Bytes, lease.Bytes.Length);
            lease.Bytes.CopyTo(frame.Bytes.AsSpan(sizeof(int)));
        }

        await stream.WriteAsync(frame.Bytes, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Secret> ReadSecretAsync(CancellationToken cancellationToken)
    {
        using var buffer = new WireBuffer(await ReadLengthAsync(Credential.MaxLength, cancellationToken).ConfigureAwait(false));
        await stream.ReadExactlyAsync(buffer.Bytes, cancellationToken).ConfigureAwait(false);
        return Secret.Copy(buffer.Bytes);
    }

    private async ValueTask<int> ReadLengthAsync(int most, CancellationToken cancellationToken)
    {
        var bytes = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return length >= 0 && length <= most ? length : throw new InvalidDataException();
    }
}
