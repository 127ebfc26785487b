using Raindrop.Documents;
using Raindrop.Keys;

namespace Raindrop.Credentials;

/// <summary>Makes calls so that the audit trail knows of them: of a change before it is made and how it ended, of an opening before the credential is given.</summary>
internal sealed class AuditedCalls(IAuditTrail audit, TimeProvider time)
{
    public async ValueTask<T> ChangeAsync<T>(AuditNote note, Func<T, AuditOutcome> outcome, Func<CancellationToken, ValueTask<T>> change, CancellationToken cancellationToken)
    {
        using var call = VaultTelemetry.Start(note.Action, time);
        var request = await audit.AppendAsync(note with { Outcome = AuditOutcome.Requested }, cancellationToken).ConfigureAwait(false);
        var end = note with { Request = request.Number };
        T result;
        try
        {
            result = await change(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await EndAsync(end with { Outcome = call.End(OutcomeOf(e)) }).ConfigureAwait(false);
            throw;
        }

        await EndAsync(end with { Outcome = call.End(outcome(result)) }).ConfigureAwait(false);
        return result;
    }

    /// <param name="note">Who opens what.</param>
    /// <param name="open">Opens the credential.</param>
    /// <param name="confirm">Asks once more, when the trail has it, whether it may be given.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask<CredentialLease> OpenAsync(
        AuditNote note, Func<CancellationToken, ValueTask<OpenedCredential>> open, Func<OpenedCredential, CancellationToken, ValueTask> confirm, CancellationToken cancellationToken)
    {
        using var call = VaultTelemetry.Start(note.Action, time);
        OpenedCredential? opened = null;
        try
        {
            opened = await open(cancellationToken).ConfigureAwait(false);
            await audit.AppendAsync(note with { Outcome = AuditOutcome.Done }, cancellationToken).ConfigureAwait(false);
            await confirm(opened, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            call.End(AuditOutcome.Done);
            var lease = opened.ToLease();
            opened = null;
            return lease;
        }
        catch (Exception e) when (e is CredentialException or TenantKeyException or KeyRefusedException)
        {
            // An answer, though not the one that was hoped for: it too is not given before the trail has it.
            await audit.AppendAsync(note with { Outcome = call.End(OutcomeOf(e)) }, cancellationToken).ConfigureAwait(false);
            throw;
        }
        finally
        {
            opened?.Dispose();
        }
    }

    private static AuditOutcome OutcomeOf(Exception exception) => exception switch
    {
        CredentialNotFoundException => AuditOutcome.NotFound,
        CredentialExistsException => AuditOutcome.Exists,
        CredentialConflictException => AuditOutcome.Conflict,
        CredentialExpiredException => AuditOutcome.Expired,
        CredentialUnreadableException => AuditOutcome.Unreadable,
        TenantKeyException or KeyRefusedException => AuditOutcome.NoKey,
        DocumentConflictException => AuditOutcome.Conflict,
        _ => AuditOutcome.Failed,
    };

    // The change is made or not by now, and the trail has its request: an end that cannot be noted takes nothing from either.
    private async ValueTask EndAsync(AuditNote note)
    {
        using var patience = new CancellationTokenSource(VaultPatience.Length, time);
        try
        {
            await audit.AppendAsync(note, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DocumentStoreException or OperationCanceledException)
        {
            VaultTelemetry.NoteUnfinished();
        }
    }
}
