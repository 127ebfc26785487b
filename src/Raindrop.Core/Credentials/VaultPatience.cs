namespace Raindrop.Credentials;

/// <summary>How long a call that is over goes on, whatever its caller wants, to leave things tidy.</summary>
internal static class VaultPatience
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
}
