using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Grants.Journal;
using Raindrop.Grants.Queue;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Execution;

/// <summary>What an executor is made of.</summary>
internal sealed class GrantExecutorFactory
{
    /// <summary>The server of the tenants' databases, as an account that may write design documents.</summary>
    public required IDocumentServer Server { get; init; }

    public required IDocumentDatabase Queue { get; init; }

    public required IDocumentDatabase Ledger { get; init; }

    public required ITenantDirectory Directory { get; init; }

    public required IGrantVerifier Verifier { get; init; }

    public required IOptions<GrantVerificationOptions> Verification { get; init; }

    public required IOptions<GrantExecutorOptions> Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger<GrantExecutor> Logger { get; init; }

    public GrantExecutor Create()
    {
        var settled = new SettledGrants(Ledger);
        var writer = new GrantWriter(Server, new GrantTenants(Directory, Verification), new TenantTargets(Ledger));
        return new GrantExecutor(new GrantQueue(Queue), writer, new GrantJournal(Ledger), settled, new GrantSweep(Queue, Ledger, settled, Options, Time), Verifier, Options, Time, Logger);
    }
}
