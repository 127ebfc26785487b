namespace Raindrop.Keys;

/// <summary>What one look at the records of a tenant found and did.</summary>
/// <param name="Resealed">Records that were under an older key and are now under the current one.</param>
/// <param name="Left">Records that still need an older key: they changed meanwhile, or can't be sealed again, such as a backup before its end. That key is kept.</param>
/// <param name="Unreadable">Records under an older key, or one unknown, that do not open: no key will help them, so none is kept for them.</param>
public readonly record struct ResealResult(long Resealed, long Left, long Unreadable);
