using Raindrop.Credentials.Records;

namespace Raindrop.Credentials;

/// <summary>A record in the clear, with where it came from. Dispose it, unless a lease has taken it over.</summary>
internal sealed class OpenedCredential(CredentialHeader header, string revision, Credential credential) : IDisposable
{
    public CredentialHeader Header { get; } = header;

    public string Revision { get; } = revision;

    public Credential Credential { get; } = credential;

    public CredentialLease ToLease() => new(Header.ToInfo(Revision), Credential);

    public void Dispose() => Credential.Dispose();
}
