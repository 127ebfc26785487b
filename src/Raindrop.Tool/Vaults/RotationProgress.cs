namespace Raindrop.Tool.Vaults;

/// <summary>How far the rotations of several tenants are.</summary>
/// <param name="Begun">Tenants begun.</param>
/// <param name="Ended">Tenants done.</param>
/// <param name="Resealed">Credentials sealed again.</param>
internal readonly record struct RotationProgress(int Begun, int Ended, long Resealed);
