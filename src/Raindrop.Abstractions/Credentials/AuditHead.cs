using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Raindrop.Credentials;

/// <summary>Names a state of a tenant's audit trail: the last entry and, through it, all before. Keep it elsewhere, and a later verification tells whether the trail still holds all of that.</summary>
/// <param name="Number">The number of the last entry, 0 for an empty trail.</param>
/// <param name="Hash">The SHA-256 of the last entry in lower-case hex, 64 characters; empty for an empty trail.</param>
public sealed record AuditHead(long Number, string Hash)
{
    /// <summary>The length of a hash, in characters.</summary>
    private const int HashLength = 64;

    /// <summary>The head of a trail without entries.</summary>
    public static AuditHead Empty { get; } = new(0, "");

    /// <summary>The head as text: the number, <c>:</c>, the hash.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    /// <summary>Reads the text of a head.</summary>
    /// <param name="text">The text.</param>
    /// <param name="head">The head.</param>
    /// <returns>Whether the text is one of a head.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AuditHead? head)
    {
        head = null;
        var parts = text?.Split(':') ?? [];
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number == 0 ? parts[1].Length != 0 : parts[1].Length != HashLength || parts[1].Any(character => !char.IsAsciiHexDigitLower(character))) return false;
        head = new AuditHead(number, parts[1]);
        return true;
    }
}
