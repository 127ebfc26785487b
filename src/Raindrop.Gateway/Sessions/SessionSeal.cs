using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Raindrop.Documents;

namespace Raindrop.Gateway.Sessions;

/// <summary>
/// Seals who signed in under the token of the session and the host's identifier key. Who reads the store learns nobody's name, since the token is not in it; who writes it can
/// make no session, since the key is not.
/// </summary>
/// <remarks>HKDF with SHA-256 (RFC 5869) gives a key and a nonce for AES-256-GCM that serve once: a ticket is written once, and never changed.</remarks>
internal sealed class SessionSeal(IdentifierHasher hasher)
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private static readonly byte[] Info = [.. "raindrop session ticket 1"u8];
    private readonly IdentifierHasher _hasher = hasher.ForScope("raindrop session seal");

    public byte[] Seal(ReadOnlySpan<byte> token, StoredSession session, AuthenticationTicket ticket)
    {
        var plain = TicketSerializer.Default.Serialize(ticket);
        var sealedBytes = new byte[plain.Length + TagLength];
        Span<byte> secret = stackalloc byte[KeyLength + NonceLength];
        Derive(token, secret);
        using (var gcm = new AesGcm(secret[..KeyLength], TagLength))
            gcm.Encrypt(secret[KeyLength..], plain, sealedBytes.AsSpan(..plain.Length), sealedBytes.AsSpan(plain.Length..), BoundTo(session));
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(plain);
        return sealedBytes;
    }

    /// <returns><see langword="null"/> where it was not sealed by a host of this key, for this session as it is.</returns>
    public AuthenticationTicket? Open(ReadOnlySpan<byte> token, StoredSession session)
    {
        if (session.Ticket.Length < TagLength) return null;
        var body = session.Ticket.Span[..^TagLength];
        var plain = new byte[body.Length];
        Span<byte> secret = stackalloc byte[KeyLength + NonceLength];
        Derive(token, secret);
        try
        {
            using var gcm = new AesGcm(secret[..KeyLength], TagLength);
            gcm.Decrypt(secret[KeyLength..], body, session.Ticket.Span[^TagLength..], plain, BoundTo(session));
            return TicketSerializer.Default.Deserialize(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    // The key is a second factor: without it nobody can seal under a token of their own.
    private void Derive(ReadOnlySpan<byte> token, Span<byte> secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, token, secret, Encoding.ASCII.GetBytes(_hasher.Hash(token)), Info);

    // What is readable beside it cannot be changed: neither its end nor whose it is.
    private static byte[] BoundTo(StoredSession session) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session.Key}\n{session.Identity}\n{session.CreatedAt.UtcTicks}\n{session.ExpiresAt.UtcTicks}"));
}
