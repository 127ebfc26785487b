using System.Buffers;

namespace Raindrop.Gateway.Accounts;

/// <summary>The names of accounts: plain ASCII, so that no two look alike, and without case.</summary>
internal static class AccountName
{
    private const int Longest = 254;
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@");

    /// <summary>The name as it is hashed; <see langword="null"/> where it is none.</summary>
    public static string? Normalize(string? name) => string.IsNullOrEmpty(name) || name.Length > Longest || name.AsSpan().ContainsAnyExcept(Characters) ? null : name.ToLowerInvariant();

    /// <exception cref="ArgumentException">It is no name.</exception>
    public static string Require(string name) => Normalize(name) ?? throw new ArgumentException($"A name has 1 to {Longest} letters of a-z, digits, and . - _ + @.", nameof(name));
}
