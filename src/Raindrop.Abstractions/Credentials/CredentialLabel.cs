using System.Buffers;

namespace Raindrop.Credentials;

/// <summary>The form of names, purposes and actors: 1 to 64 lower-case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, starting with a letter, such as <c>mail.imap</c>. No address of a person has this form.</summary>
public static class CredentialLabel
{
    /// <summary>The greatest length, in characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <summary>Whether a text has the form.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(string? text) =>
        text is [>= 'a' and <= 'z', ..] && text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>Throws unless a text has the form. The message does not repeat it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameterName">The parameter it came in.</param>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void ThrowIfInvalid(string? text, string parameterName)
    {
        if (!IsValid(text))
            throw new ArgumentException($"1 to {MaxLength} lower-case letters, digits, '.', '-' and '_' are wanted, starting with a letter.", parameterName);
    }
}
