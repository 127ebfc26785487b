using System.Diagnostics.CodeAnalysis;

namespace Raindrop.Tenancy;

/// <summary>Names a tenant for ever: 128 random bits that tell nothing about the user. Unlike a database's name it may stand in logs and audit records.</summary>
/// <remarks>The default value names nobody; every use of it throws.</remarks>
public readonly record struct TenantId
{
    /// <summary>The length of the text of an id.</summary>
    public const int Length = OpaqueId.Length;

    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>The id as text: 26 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This tenant id names nobody: take one from TenantId.New or TenantId.Parse.");

    /// <summary>Whether this is the default value, which names nobody.</summary>
    public bool IsDefault => _value is null;

    /// <summary>A new random id.</summary>
    public static TenantId New() => new(OpaqueId.New());

    /// <summary>Reads the text of an id.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not 26 characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>.</exception>
    public static TenantId Parse(string text) =>
        TryParse(text, out var tenant) ? tenant : throw new FormatException($"A tenant id has {Length} characters of a-z and 2-7.");

    /// <summary>Reads the text of an id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tenant">The id, or the default value.</param>
    /// <returns>Whether the text is one of an id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out TenantId tenant)
    {
        var isValid = OpaqueId.IsValid(text);
        tenant = isValid ? new TenantId(text!) : default;
        return isValid;
    }

    /// <summary>The id as text; empty for the default value.</summary>
    public override string ToString() => _value ?? "";
}
