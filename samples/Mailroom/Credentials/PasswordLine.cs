using System.Security.Cryptography;
using System.Text;
using Raindrop.Credentials;

namespace Mailroom.Credentials;

/// <summary>Reads a password into memory that is zeroed, without a string.</summary>
internal static class PasswordLine
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 4096;

    private const int MaxBytesOfCharacter = 4;

    /// <summary>Reads keys until Enter. Backspace takes one back; other keys without a character count for nothing.</summary>
    public static Secret Read(Func<ConsoleKeyInfo> nextKey)
    {
        var characters = GC.AllocateArray<char>(MaxLength, pinned: true);
        var length = 0;
        try
        {
            for (var key = nextKey(); key.Key != ConsoleKey.Enter; key = nextKey())
            {
                if (key.Key == ConsoleKey.Backspace) length -= LastOf(characters.AsSpan(0, length));
                else if (!char.IsControl(key.KeyChar)) characters[length < MaxLength ? length++ : throw TooLong()] = key.KeyChar;
            }

            return length > 0 ? Secret.FromText(characters.AsSpan(0, length)) : throw new NoPasswordException();
        }
        catch (EncoderFallbackException)
        {
            throw new NoPasswordException();
        }
        finally
        {
            Array.Clear(characters);
        }
    }

    /// <summary>Reads bytes to the end of the first line, or of the stream.</summary>
    public static Secret Read(Stream stream)
    {
        var bytes = GC.AllocateArray<byte>(MaxLength * MaxBytesOfCharacter, pinned: true);
        try
        {
            var length = 0;
            while (stream.Read(bytes, length, 1) == 1 && bytes[length] != '\n')
            {
                if (++length == bytes.Length) throw TooLong();
            }

            var line = bytes.AsSpan(0, length).TrimEnd((byte)'\r');
            return line.Length > 0 ? Secret.Copy(line) : throw new NoPasswordException();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static int LastOf(ReadOnlySpan<char> text) => text switch
    {
        [] => 0,
        [.., var high, var low] when char.IsSurrogatePair(high, low) => 2,
        _ => 1,
    };

    private static ArgumentException TooLong() => new($"A password has {MaxLength} characters at most.");
}
