using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Gateway.Sessions;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Accounts;

/// <summary>The accounts: who they are, and whether a password is theirs.</summary>
internal sealed class LocalAccounts(AccountDocuments documents, Passwords passwords, IUserSessions sessions, IOptions<RaindropAccountOptions> options, TimeProvider time) : IAccounts
{
    public async ValueTask<TenantSubject?> CreateAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        var normal = Require(name, password);
        var account = new Account
        {
            Key = documents.KeyOf(normal),
            Subject = AccountDocuments.NewSubject(),
            CreatedAt = StoredTime.Truncate(time.GetUtcNow()),
            PasswordHash = await passwords.HashAsync(password, cancellationToken).ConfigureAwait(false),
        };
        return await documents.CreateAsync(account, cancellationToken).ConfigureAwait(false) ? SubjectOf(account) : null;
    }

    public async ValueTask<bool> SetPasswordAsync(string name, string password, CancellationToken cancellationToken = default)
    {
        var normal = Require(name, password);
        var hash = await passwords.HashAsync(password, cancellationToken).ConfigureAwait(false);
        if (await documents.SetPasswordAsync(documents.KeyOf(normal), hash, replaced: null, cancellationToken).ConfigureAwait(false) is not { } account) return false;
        await sessions.RevokeAllAsync(SubjectOf(account), null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (await documents.DeleteAsync(documents.KeyOf(AccountName.Require(name)), cancellationToken).ConfigureAwait(false) is not { } account) return false;
        await sessions.RevokeAllAsync(SubjectOf(account), null, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whose password it is. It takes as long where there is no such account.</summary>
    /// <returns><see langword="null"/> where it is not the account's, or there is none.</returns>
    public async Task<TenantSubject?> CheckAsync(string key, string password, CancellationToken cancellationToken)
    {
        var account = await documents.FindAsync(key, cancellationToken).ConfigureAwait(false);
        var result = await passwords.CheckAsync(account, password, cancellationToken).ConfigureAwait(false);
        if (result == PasswordVerificationResult.Failed || account is null) return null;
        // By more rounds than it was; unless the password was changed meanwhile, which this must not take back.
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
            await documents.SetPasswordAsync(key, await passwords.HashAsync(password, cancellationToken).ConfigureAwait(false), account.PasswordHash, cancellationToken).ConfigureAwait(false);
        return SubjectOf(account);
    }

    private TenantSubject SubjectOf(Account account) => new(options.Value.Issuer, account.Subject);

    private string Require(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        var normal = AccountName.Require(name);
        return passwords.FindFault(name, password) is { } fault ? throw new ArgumentException(fault, nameof(password)) : normal;
    }
}
