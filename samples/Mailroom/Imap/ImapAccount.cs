using Raindrop.Credentials;
using Raindrop.Documents;

namespace Mailroom.Imap;

/// <summary>Somebody's mail on a server.</summary>
/// <param name="Endpoint">The server.</param>
/// <param name="User">The name to sign in with.</param>
/// <param name="Folder">The folder that is read.</param>
internal sealed record ImapAccount(CredentialEndpoint Endpoint, string User, string Folder)
{
    /// <summary>The name under which the vault keeps the password. It is in the clear there, so it says neither who nor where.</summary>
    public string CredentialName(IdentifierHasher hasher) => $"imap.{hasher.Hash($"{Address}\n{User}")}";

    /// <summary>The name under which it is noted how far the folder was read.</summary>
    public string PositionName(IdentifierHasher hasher) => $"mailroom.imap.{hasher.Hash($"{Address}\n{User}\n{Folder}")}";

    /// <summary>Never the server or the name: they say who somebody is.</summary>
    public override string ToString() => nameof(ImapAccount);

    private string Address => $"{Endpoint.Scheme}://{Endpoint.Host}:{Endpoint.Port}";
}
