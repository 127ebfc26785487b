using System.Buffers.Binary;
using System.Text;

namespace Raindrop.Credentials.Records;

/// <summary>
/// The bytes that are sealed: flags (1), scheme, host, port (2), user name, value, refresh token, padding of zeroes. Texts and secrets carry their length in
/// 4 bytes; numbers are big-endian. Flags say whether there is a user name (1) and a refresh token (2). The length is a multiple of 64, so that it tells little
/// of the secret's.
/// </summary>
internal static class CredentialPlaintext
{
    public const int Block = 64;

    private const byte HasUserName = 1;
    private const byte HasRefreshToken = 2;

    /// <summary>How many bytes a credential has.</summary>
    public static int LengthOf(Credential credential)
    {
        var length = sizeof(byte) + sizeof(ushort)
            + Framed(Encoding.ASCII.GetByteCount(credential.Endpoint.Scheme))
            + Framed(Encoding.UTF8.GetByteCount(credential.Endpoint.Host))
            + (credential.UserName is null ? 0 : Framed(Encoding.UTF8.GetByteCount(credential.UserName)))
            + Framed(credential.Value.Length)
            + (credential.RefreshToken is null ? 0 : Framed(credential.RefreshToken.Length));
        return (length + Block - 1) / Block * Block;
    }

    /// <summary>Writes a credential.</summary>
    /// <param name="credential">The credential.</param>
    /// <param name="bytes">Takes its bytes: as many as <see cref="LengthOf"/> says, all zero.</param>
    public static void Write(Credential credential, Span<byte> bytes)
    {
        bytes[0] = (byte)((credential.UserName is null ? 0 : HasUserName) | (credential.RefreshToken is null ? 0 : HasRefreshToken));
        var rest = bytes[1..];
        Put(ref rest, credential.Endpoint.Scheme);
        Put(ref rest, credential.Endpoint.Host);
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)credential.Endpoint.Port);
        rest = rest[sizeof(ushort)..];
        if (credential.UserName is not null) Put(ref rest, credential.UserName);
        Put(ref rest, credential.Value);
        if (credential.RefreshToken is not null) Put(ref rest, credential.RefreshToken);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The credential; <see langword="null"/> for other bytes.</returns>
    public static Credential? Read(ReadOnlySpan<byte> bytes, CredentialHeader header)
    {
        var rest = bytes;
        if (rest.IsEmpty || rest[0] > (HasUserName | HasRefreshToken)) return null;
        var flags = rest[0];
        rest = rest[1..];
        if (!TryTake(ref rest, out var scheme) || !TryTake(ref rest, out var host) || rest.Length < sizeof(ushort)) return null;
        var port = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[sizeof(ushort)..];
        ReadOnlySpan<byte> userName = default, refreshToken = default;
        if ((flags & HasUserName) != 0 && !TryTake(ref rest, out userName)) return null;
        if (!TryTake(ref rest, out var value)) return null;
        if ((flags & HasRefreshToken) != 0 && !TryTake(ref rest, out refreshToken)) return null;
        if (rest.Length >= Block || rest.ContainsAnyExcept((byte)0) || EndpointOf(scheme, host, port) is not { } endpoint) return null;
        return new Credential
        {
            Kind = header.Kind,
            Endpoint = endpoint,
            UserName = (flags & HasUserName) != 0 ? Encoding.UTF8.GetString(userName) : null,
            Value = Secret.Copy(value),
            RefreshToken = (flags & HasRefreshToken) != 0 ? Secret.Copy(refreshToken) : null,
            ExpiresAt = header.ExpiresAt,
        };
    }

    private static CredentialEndpoint? EndpointOf(ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> host, int port)
    {
        try
        {
            return new CredentialEndpoint(Encoding.ASCII.GetString(scheme), Encoding.UTF8.GetString(host), port);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static int Framed(int length) => sizeof(int) + length;

    private static void Put(ref Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(rest, length);
        rest = rest[Framed(length)..];
    }

    private static void Put(ref Span<byte> rest, Secret secret)
    {
        using var lease = secret.Read();
        BinaryPrimitives.WriteInt32BigEndian(rest, lease.Bytes.Length);
        lease.Bytes.CopyTo(rest[sizeof(int)..]);
        rest = rest[Framed(lease.Bytes.Length)..];
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (rest.Length < sizeof(int)) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        if (length < 0 || length > rest.Length - sizeof(int)) return false;
        field = rest.Slice(sizeof(int), length);
        rest = rest[Framed(length)..];
        return true;
    }
}
