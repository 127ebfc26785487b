using Mailroom.Credentials;

namespace Mailroom.Gateway;

/// <summary>The gateway through which the tenant's database is reached.</summary>
/// <param name="Address">Where its site is; the database is below <c>/db</c>.</param>
/// <param name="User">The name to sign in with.</param>
/// <param name="Authority">A file of the only authorities that are trusted, or <see langword="null"/> for those of the system.</param>
/// <param name="Prompt">Asks for the password.</param>
internal sealed record GatewaySettings(Uri Address, string User, string? Authority, IPasswordPrompt Prompt)
{
    /// <summary>Never the name: it says who somebody is.</summary>
    public override string ToString() => nameof(GatewaySettings);
}
