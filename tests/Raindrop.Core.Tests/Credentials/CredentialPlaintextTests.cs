using CsCheck;
using Raindrop.Credentials;
using Raindrop.Credentials.Records;

namespace Raindrop.Core.Tests.Credentials;

public sealed class CredentialPlaintextTests
{
    private static readonly Gen<byte[]> SecretBytes = Gen.Frequency((8, Gen.Byte.Array[1, 200]), (1, Gen.Byte.Array[1]), (1, Gen.Const(() => new byte[Credential.MaxLength])));
    private static readonly Gen<string?> UserName = Gen.Frequency((1, Gen.Const(() => (string?)null)), (1, Gen.Const(() => (string?)"")), (4, Gen.String[Gen.Char['\0', '\ud7ff'], 0, 80].Select(text => (string?)text)));

    private static readonly Gen<CredentialEndpoint> Endpoint = Gen.Select(
        Texts("imaps", "https", "x"), Texts("a", "imap.example.org", "::1", "münchen.example"), Gen.Int[1, 65535], (scheme, host, port) => new CredentialEndpoint(scheme, host, port));

    [Fact]
    public void The_bytes_are_what_they_always_were()
    {
        // Worked out independently with Python's struct.
        const string Frozen =
            "0100000005696d61707300000010696d61702e6578616d706c652e6f726703e10000001075736572406578616d706c652e6f72670000000d636f727265637420686f7273650000000000000000000000" +
            "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000";
        using var credential = Examples.Password();

        Convert.ToHexStringLower(Write(credential)).Should().Be(Frozen);
    }

    [Fact]
    public void A_credential_reads_back_as_it_was() => Gen.Select(Endpoint, UserName, SecretBytes, SecretBytes, Gen.Bool).Sample(
        (endpoint, userName, value, token, hasToken) =>
        {
            using var credential = new Credential
            {
                Kind = hasToken ? CredentialKind.OAuthTokens : CredentialKind.ApiKey,
                Endpoint = endpoint,
                UserName = userName,
                Value = Secret.Copy(value),
                RefreshToken = hasToken ? Secret.Copy(token) : null,
                ExpiresAt = Examples.Stored,
            };
            var plaintext = Write(credential);
            using var read = CredentialPlaintext.Read(plaintext, Examples.HeaderOf(credential));

            (plaintext.Length % CredentialPlaintext.Block).Should().Be(0);
            read.Should().NotBeNull();
            (read!.Kind, read.Endpoint, read.UserName, read.ExpiresAt).Should().Be((credential.Kind, endpoint, userName, credential.ExpiresAt));
            read.Value.Should().Be(credential.Value);
            (read.RefreshToken?.Equals(credential.RefreshToken) ?? credential.RefreshToken is null).Should().BeTrue();
        },
        iter: 300);

    [Fact]
    public void Its_length_tells_the_secrets_length_in_steps_of_64_bytes()
    {
        var lengths = Enumerable.Range(1, 130).Select(length =>
        {
            using var credential = Examples.Password(new string('x', length));
            return Write(credential).Length;
        }).ToList();

        lengths.Distinct().Should().HaveCount(3);
        lengths.Zip(lengths.Skip(1)).Should().OnlyContain(pair => pair.Second - pair.First == 0 || pair.Second - pair.First == 64);
    }

    [Fact]
    public void Other_bytes_are_not_read()
    {
        using var credential = Examples.Tokens();
        var bytes = Write(credential);
        var end = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

        Read([]).Should().BeFalse();
        Read([.. bytes, .. new byte[64]]).Should().BeFalse("padding is less than a block");
        Read([(byte)(bytes[0] | 4), .. bytes[1..]]).Should().BeFalse("there is no such flag");
        for (var length = 0; length < end; length++) Read(bytes[..length]).Should().BeFalse("it has only {0} bytes", length);
        for (var at = end; at < bytes.Length; at++) Read([.. bytes[..at], 1, .. bytes[(at + 1)..]]).Should().BeFalse("padding is zero");
        Read([0, 0x7f, 0xff, 0xff, 0xff, .. bytes[5..]]).Should().BeFalse("a field is longer than the rest");
        Read([0, 0xff, 0xff, 0xff, 0xff, .. bytes[5..]]).Should().BeFalse("a length is not negative");
        Read([.. bytes[..5], (byte)'?', .. bytes[6..]]).Should().BeFalse("a scheme begins with a letter");
        Read([.. bytes[..14], (byte)' ', .. bytes[15..]]).Should().BeFalse("a host has no spaces");
        Read([.. bytes[..29], 0, 0, .. bytes[31..]]).Should().BeFalse("no port is 0");

        bool Read(byte[] other)
        {
            using var read = CredentialPlaintext.Read(other, Examples.HeaderOf(credential));
            return read is not null;
        }
    }

    private static Gen<string> Texts(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(n => texts[n]);

    private static byte[] Write(Credential credential)
    {
        var bytes = new byte[CredentialPlaintext.LengthOf(credential)];
        CredentialPlaintext.Write(credential, bytes);
        return bytes;
    }
}
