using Raindrop.Credentials;
using Raindrop.Credentials.Records;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Benchmarks.Vault;

/// <summary>What the vault does with a credential between its caller and its store, both ways.</summary>
internal sealed class VaultSealing : IDisposable
{
    private static readonly CredentialReference Reference = new(TenantId.New(), "mail.imap", "import");

    private readonly Credential _credential;
    private readonly TenantKey _key;
    private readonly CredentialHeader _header;
    private readonly byte[] _record;
    private readonly Document _stored;

    public VaultSealing(byte[] root, int length)
    {
        _key = new TenantKey("k1", Secret.Copy(root));
        _credential = new Credential
        {
            Kind = CredentialKind.Password,
            Endpoint = new CredentialEndpoint("imaps", "imap.example.org", 993),
            UserName = "user@example.org",
            Value = Secret.Random(length),
        };
        _header = CredentialHeader.Of(Reference, _credential, DateTimeOffset.UnixEpoch) with { KeyId = _key.Id };
        _record = CredentialSeal.Seal(_header, _credential, _key);
        _stored = new Document { Id = CredentialFormat.IdOf(Reference.Tenant, Reference.Name), Revision = "1-a", Content = CredentialJson.Write(_header, _record) };
        Plaintext = new byte[CredentialPlaintext.LengthOf(_credential)];
        CredentialPlaintext.Write(_credential, Plaintext);
        Context = _header.WriteContext(new byte[CredentialHeader.LongestContext]).ToArray();
    }

    /// <summary>What the record is bound to.</summary>
    public byte[] Context { get; }

    /// <summary>The bytes that are sealed.</summary>
    public byte[] Plaintext { get; }

    /// <summary>From the credential to its record.</summary>
    public int Seal() => CredentialSeal.Seal(_header, _credential, _key).Length;

    /// <summary>From the record to the credential.</summary>
    public int Open()
    {
        using var opened = CredentialSeal.Open(_header, _record, _key);
        return opened!.Value.Length;
    }

    /// <summary>From the credential to the document's body.</summary>
    public int Write() => CredentialJson.Write(_header, CredentialSeal.Seal(_header, _credential, _key)).Length;

    /// <summary>From the document to the credential.</summary>
    public int Read()
    {
        var stored = StoredCredential.From(_stored, Reference.Tenant, Reference.Name);
        using var opened = CredentialSeal.Open(stored.Header!.Value, stored.Record, _key);
        return opened!.Value.Length;
    }

    public void Dispose()
    {
        _credential.Dispose();
        _key.Dispose();
    }
}
