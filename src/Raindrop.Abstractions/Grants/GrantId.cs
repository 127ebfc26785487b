using System.Diagnostics.CodeAnalysis;
using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>Names a grant: 128 random bits. It may stand in logs; it gives nobody a right.</summary>
/// <remarks>The default value names none; every use of it throws.</remarks>
public readonly record struct GrantId
{
    /// <summary>The length of the text of an id.</summary>
    public const int Length = OpaqueId.Length;

    private readonly string? _value;

    private GrantId(string value) => _value = value;

    /// <summary>The id as text: 26 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This grant id names no grant: take one from a grant that was issued, or GrantId.TryParse.");

    /// <summary>A new random id.</summary>
    public static GrantId New() => new(OpaqueId.New());

    /// <summary>Reads the text of an id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="grant">The id, or the default value.</param>
    /// <returns>Whether the text is one of an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out GrantId grant)
    {
        var isValid = OpaqueId.IsValid(text);
        grant = isValid ? new GrantId(text!) : default;
        return isValid;
    }

    /// <summary>The id as text; empty for the default value.</summary>
    public override string ToString() => _value ?? "";
}
