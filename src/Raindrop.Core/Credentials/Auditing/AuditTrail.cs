using System.Runtime.CompilerServices;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>The trail as documents: an entry is created under the number after the last one, so of two hosts that write at once one is refused and goes on behind the other.</summary>
internal sealed class AuditTrail(IDocumentDatabase database, AuditSweep sweep, TimeProvider time) : IAuditTrail, IDisposable
{
    private readonly AuditLeaves _leaves = new(database);
    private readonly AuditHeads _heads = new(time);

    public async ValueTask<AuditEntry> AppendAsync(AuditNote note, CancellationToken cancellationToken = default)
    {
        Check(note);
        var lane = _heads.LaneOf(note.Tenant);
        await lane.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var known = _heads.Take(note.Tenant) ?? await ReadHeadAsync(note.Tenant, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var record = AuditRecord.After(known.Head, note, time.GetUtcNow());
                if (await TryWriteAsync(record, cancellationToken).ConfigureAwait(false))
                {
                    _heads.Keep(note.Tenant, known with { Head = record.Head });
                    return record.Entry;
                }

                known = await ReadHeadAsync(note.Tenant, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            lane.Turn.Release();
        }
    }

    public async IAsyncEnumerable<AuditEntry> ReadAsync(TenantId tenant, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        VaultArguments.Check(tenant, nameof(tenant));
        await foreach (var leaves in _leaves.ReadAsync(AuditFormat.RangeAfter(tenant, after), cancellationToken).ConfigureAwait(false))
        {
            foreach (var leaf in leaves)
            {
                if (AuditJson.Read(leaf) is { } record) yield return record.Entry;
            }
        }
    }

    public async ValueTask<AuditVerification> VerifyAsync(TenantId tenant, AuditHead? known = null, CancellationToken cancellationToken = default)
    {
        VaultArguments.Check(tenant, nameof(tenant));
        var verifier = new AuditVerifier(tenant, known ?? AuditHead.Empty);
        await foreach (var leaves in _leaves.ReadAsync(AuditFormat.RangeOf(tenant), cancellationToken).ConfigureAwait(false)) verifier.Add(leaves);
        return verifier.Finish();
    }

    public IAsyncEnumerable<TenantId> ListTenantsAsync(CancellationToken cancellationToken = default) => _leaves.ListTenantsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<TenantId>> SweepAsync(CancellationToken cancellationToken = default) => sweep.RunAsync(_leaves.ListTenantsAsync(cancellationToken), DeleteAsync, cancellationToken);

    public void Dispose() => _heads.Dispose();

    private static void Check(AuditNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        VaultArguments.Check(note.Tenant, nameof(note));
        CredentialLabel.ThrowIfInvalid(note.Actor, nameof(note));
        CredentialLabel.ThrowIfInvalid(note.Name, nameof(note));
        if (note.Purpose is not null) CredentialLabel.ThrowIfInvalid(note.Purpose, nameof(note));
        if (!Enum.IsDefined(note.Action) || !Enum.IsDefined(note.Outcome)) throw new ArgumentException("The action and the outcome must be defined values.", nameof(note));
    }

    private async ValueTask<AuditHeads.KnownHead> ReadHeadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        return new AuditHeads.KnownHead(await _leaves.ReadHeadAsync(tenant, cancellationToken).ConfigureAwait(false), now);
    }

    // In its turn, or an entry would go on behind those that are gone.
    private async ValueTask DeleteAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var lane = _heads.LaneOf(tenant);
        await lane.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _heads.Take(tenant);
            await DocumentSweep.RunAsync(database, AuditFormat.RangeOf(tenant), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lane.Turn.Release();
        }
    }

    /// <returns><see langword="false"/> where another host was faster.</returns>
    private async ValueTask<bool> TryWriteAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var document = record.ToDocument();
        try
        {
            await database.PutAsync(document, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
        catch (StoreUnavailableException)
        {
            // The store may have written it and only its answer was lost.
            if (!await IsStoredAsync(document.Id, record, cancellationToken).ConfigureAwait(false)) throw;
            return true;
        }
    }

    private async ValueTask<bool> IsStoredAsync(string id, AuditRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await database.GetAsync(new DocumentReference(id), null, cancellationToken).ConfigureAwait(false) is { } found && AuditJson.Read(found)?.Nonce == record.Nonce;
        }
        catch (DocumentStoreException)
        {
            return false;
        }
    }
}
