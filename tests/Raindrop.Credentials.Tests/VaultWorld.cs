using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Credentials.Auditing;
using Raindrop.Credentials.Tests.Keys;
using Raindrop.Credentials.Tests.Stores;
using Raindrop.Derivation.Tests.Stores;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests;

/// <summary>A vault over databases of a test's own, on a real store behind gates, with keys that the test turns.</summary>
internal sealed class VaultWorld : IAsyncDisposable
{
    public static readonly CredentialAccess Access = new("mail-importer");
    private readonly IDocumentServer _server;
    private readonly List<IDisposable> _owned = [];

    private VaultWorld(IDocumentServer server, IDocumentDatabase credentials, IDocumentDatabase audit)
    {
        (_server, Credentials, AuditDatabase) = (server, credentials, audit);
        (Vault, Audit) = NewHost(CredentialGate, AuditGate);
    }

    public TenantId Tenant { get; } = TenantId.New();

    public MemoryKeys Keys { get; } = new();

    public ListedShreddings Shreddings { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public HookGate CredentialGate { get; } = new();

    public HookGate AuditGate { get; } = new();

    /// <summary>The databases, past the gates.</summary>
    public IDocumentDatabase Credentials { get; }

    public IDocumentDatabase AuditDatabase { get; }

    public CredentialVault Vault { get; }

    public AuditTrail Audit { get; }

    public CredentialReference Imap => new(Tenant, "mail.imap", "import");

    public string RecordId => $"rd.credential:{Tenant}/mail.imap";

    public static async Task<VaultWorld> CreateAsync(string store = TestStore.Embedded) =>
        new(await TestStore.GetAsync(store), await TestStore.CreateDatabaseAsync(store), await TestStore.CreateDatabaseAsync(store));

    public static Credential Password(string value = "correct horse", DateTimeOffset? expires = null) => new()
    {
        Kind = CredentialKind.Password,
        Endpoint = new CredentialEndpoint("imaps", "imap.example.org", 993),
        UserName = "user@example.org",
        Value = Secret.FromText(value),
        ExpiresAt = expires,
    };

    /// <summary>Another host on the same databases.</summary>
    public (CredentialVault Vault, AuditTrail Audit) NewHost(HookGate? credentialGate = null, HookGate? auditGate = null)
    {
        var database = new GatedDatabase(AuditDatabase, auditGate ?? new HookGate());
        var audit = new AuditTrail(database, new AuditSweep(database, () => Shreddings, Options.Create(new CredentialVaultOptions()), Time), Time);
        _owned.Add(audit);
        return (new CredentialVault(new GatedDatabase(Credentials, credentialGate ?? new HookGate()), Keys, audit, Time), audit);
    }

    public CredentialReseal NewReseal() => new(Credentials, () => Keys, Audit, Time);

    public async Task<CredentialInfo> StoreAsync(string value = "correct horse", DateTimeOffset? expires = null)
    {
        using var credential = Password(value, expires);
        return await Vault.StoreAsync(Imap, credential, Access);
    }

    public async Task<CredentialInfo> ReplaceAsync(string value, string? version = null, ICredentialVault? vault = null)
    {
        using var credential = Password(value);
        return await (vault ?? Vault).ReplaceAsync(Imap, credential, Access, version);
    }

    public async Task<string> OpenAsync(ICredentialVault? vault = null)
    {
        using var lease = await (vault ?? Vault).OpenAsync(Imap, Access);
        return lease.Credential.Value.RevealAsString();
    }

    /// <summary>What the trail says, as <c>Action Outcome</c>.</summary>
    public async Task<IReadOnlyList<string>> TrailAsync()
    {
        (await Audit.VerifyAsync(Tenant)).Should().BeEquivalentTo(new { IsIntact = true, Forks = 0L });
        return await Audit.ReadAsync(Tenant).Select(entry => $"{entry.Note.Action} {entry.Note.Outcome}").ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _owned) one.Dispose();
        await _server.DeleteDatabaseAsync(Credentials.Name);
        await _server.DeleteDatabaseAsync(AuditDatabase.Name);
    }
}
