using System.Security.Cryptography;

namespace Raindrop.Core.Tests.Sealing;

/// <summary>The primitives of the platform that the vault stands on, held to what their specifications publish.</summary>
public sealed class PublishedVectorTests
{
    private const string LongKey = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f";
    private const string LongSalt = "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf";
    private const string LongInfo = "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    private const string Salt = "000102030405060708090a0b0c";
    private const string Info = "f0f1f2f3f4f5f6f7f8f9";

    // RFC 5869, appendix A, test cases 1 to 7.
    [Theory]
    [InlineData("SHA256", "0b*22", Salt, Info, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")]
    [InlineData("SHA256", LongKey, LongSalt, LongInfo, "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")]
    [InlineData("SHA256", "0b*22", "", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")]
    [InlineData("SHA1", "0b*11", Salt, Info, "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f896")]
    [InlineData("SHA1", LongKey, LongSalt, LongInfo, "0bd770a74d1160f7c9f12cd5912a06ebff6adcae899d92191fe4305673ba2ffe8fa3f1a4e5ad79f3f334b3b202b2173c486ea37ce3d397ed034c7f9dfeb15c5e927336d0441f4c4300e2cff0d0900b52d3b4")]
    [InlineData("SHA1", "0b*22", "", "", "0ac1af7002b3d761d1e55298da9d0506b9ae52057220a306e07b6b87e8df21d0ea00033de03984d34918")]
    [InlineData("SHA1", "0c*22", "", "", "2c91117204d745f3500d636a62f64f0ab3bae548aa53d423b0d1f27ebba6f5e5673a081d70cce7acfc48")]
    // The RFC has none for SHA-512: its inputs 1 to 3 again, worked out with Python's hmac by the steps of its section 2.
    [InlineData("SHA512", "0b*22", Salt, Info, "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cb")]
    [InlineData("SHA512", LongKey, LongSalt, LongInfo, "ce6c97192805b346e6161e821ed165673b84f400a2b514b2fe23d84cd189ddf1b695b48cbd1c8388441137b3ce28f16aa64ba33ba466b24df6cfcb021ecff235f6a2056ce3af1de44d572097a8505d9e7a93")]
    [InlineData("SHA512", "0b*22", "", "", "f5fa02b18298a72a8c23898a8703472c6eb179dc204c03425c970e3b164bf90fff22d04836d0e2343bac")]
    public void Keys_are_derived_as_RFC_5869_says(string hash, string key, string salt, string info, string expected) =>
        Convert.ToHexStringLower(HKDF.DeriveKey(new HashAlgorithmName(hash), Bytes(key), expected.Length / 2, Bytes(salt), Bytes(info))).Should().Be(expected);

    // NIST, Cryptographic Algorithm Validation Program, GCM test vectors, gcmEncryptExtIV256.rsp: the first of those with 96 bits of nonce and 128 of tag that
    // have no plaintext, 128 bits of it, and 128 bits of it and of associated data.
    [Theory]
    [InlineData("b52c505a37d78eda5dd34f20c22540ea1b58963cf8e5bf8ffa85f9f2492505b4", "516c33929df5a3284ff463d7", "", "", "", "bdc1ac884d332457a1d2664f168c76f0")]
    [InlineData(
        "31bdadd96698c204aa9ce1448ea94ae1fb4a9a0b3c9d773b51bb1822666b8f22",
        "0d18e06c7c725ac9e362e1ce",
        "2db5168e932556f8089a0622981d017d",
        "",
        "fa4362189661d163fcd6a56d8bf0405a",
        "d636ac1bbedd5cc3ee727dc2ab4a9489")]
    [InlineData(
        "92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b",
        "ac93a1a6145299bde902f21a",
        "2d71bcfa914e4ac045b2aa60955fad24",
        "1e0889016f67601c8ebea4943bc23ad6",
        "8995ae2e6df3dbf96fac7b7137bae67f",
        "eca5aa77d51d4a0a14d9c51e1da474ab")]
    // McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", submitted to NIST as the base of SP 800-38D, appendix B, test cases 13 to 16.
    [InlineData("00*32", "00*12", "", "", "", "530f8afbc74536b9a963b4f1c4cb738b")]
    [InlineData("00*32", "00*12", "00*16", "", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
        "",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad",
        "b094dac5d93471bdec1a502270e3cc6c")]
    [InlineData(
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b")]
    public void AES_GCM_is_as_published(string key, string nonce, string plaintext, string associated, string ciphertext, string tag)
    {
        using var cipher = new AesGcm(Bytes(key), 16);
        var (sealedBytes, sealedTag, opened) = (new byte[Bytes(plaintext).Length], new byte[16], new byte[Bytes(plaintext).Length]);

        cipher.Encrypt(Bytes(nonce), Bytes(plaintext), sealedBytes, sealedTag, Bytes(associated));
        cipher.Decrypt(Bytes(nonce), Bytes(ciphertext), Bytes(tag), opened, Bytes(associated));

        Convert.ToHexStringLower(sealedBytes).Should().Be(ciphertext);
        Convert.ToHexStringLower(sealedTag).Should().Be(tag);
        opened.Should().Equal(Bytes(plaintext));
    }

    /// <summary>Hex, or a byte in hex, <c>*</c> and how often it is repeated.</summary>
    private static byte[] Bytes(string text) => text.Split('*') is [var value, var times]
        ? [.. Enumerable.Repeat(Convert.ToByte(value, 16), int.Parse(times))]
        : Convert.FromHexString(text);
}
