namespace Raindrop.Tenancy;

/// <summary>Something that remains of a deleted tenant.</summary>
/// <param name="Kind">What it is, and where.</param>
/// <param name="Until">The moment from which it is gone; <see langword="null"/> where it has no end.</param>
public readonly record struct TenantRemainder(TenantRemainderKind Kind, DateTimeOffset? Until);
