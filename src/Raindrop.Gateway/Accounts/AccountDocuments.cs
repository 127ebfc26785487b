using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.Documents;
using Raindrop.Tenancy.Directory;

namespace Raindrop.Gateway.Accounts;

/// <summary>Reads and writes the documents of accounts.</summary>
internal sealed class AccountDocuments(IServiceProvider services, IdentifierHasher hasher, IOptions<RaindropAccountOptions> options)
{
    public const string ServerKey = "Raindrop.Gateway.Accounts";

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int SubjectLength = 26;
    private const int MostAttempts = 10;

    private readonly IdentifierHasher _names = hasher.ForScope("raindrop account names");
    private bool _isThere;

    private IDocumentServer Server => services.GetKeyedService<IDocumentServer>(ServerKey) ?? services.GetRequiredService<IDocumentServer>();

    private IDocumentDatabase Database => Server.GetDatabase(options.Value.Database);

    public static string NewSubject() => RandomNumberGenerator.GetString(Alphabet, SubjectLength);

    public string KeyOf(string name) => _names.Hash(name);

    /// <summary>Creates the database where it is missing, once.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isThere || !options.Value.CreatesDatabase) return;
        await ClosedDatabase.EnsureAsync(Server, options.Value.Database, cancellationToken).ConfigureAwait(false);
        _isThere = true;
    }

    public async ValueTask<Account?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } found ? found.Account : null;

    /// <returns>Whether the name was free.</returns>
    public async ValueTask<bool> CreateAsync(Account account, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Database.PutAsync(new Document { Id = AccountJson.IdOf(account.Key), Content = AccountJson.Write(account) }, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentConflictException)
        {
            return false;
        }

        // On a cluster somebody else may have been let in with the same name: one of them has it.
        return (await FindAsync(account.Key, cancellationToken).ConfigureAwait(false))?.Subject == account.Subject;
    }

    /// <summary>Gives an account another hash.</summary>
    /// <param name="key">The account.</param>
    /// <param name="hash">The hash.</param>
    /// <param name="replaced">The hash that it takes the place of; where the account has another by now, that one stays. <see langword="null"/> for whatever is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The account; <see langword="null"/> where there is none.</returns>
    public async ValueTask<Account?> SetPasswordAsync(string key, string hash, string? replaced, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await ReadAsync(key, cancellationToken).ConfigureAwait(false) is not { } found) return null;
            if (replaced is not null && found.Account.PasswordHash != replaced) return found.Account;
            try
            {
                await Database.PutAsync(new Document { Id = AccountJson.IdOf(key), Revision = found.Revision, Content = AccountJson.Write(found.Account with { PasswordHash = hash }) }, cancellationToken).ConfigureAwait(false);
                return found.Account;
            }
            catch (DocumentConflictException)
            {
                // Somebody else has written it: the later one has its way.
            }
        }

        throw new StoreUnavailableException("An account changes again and again: see who else writes it, and try again.");
    }

    /// <returns>The account that was deleted; <see langword="null"/> where there was none.</returns>
    public async ValueTask<Account?> DeleteAsync(string key, CancellationToken cancellationToken)
    {
        Account? deleted = null;
        while (await ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } found)
        {
            deleted ??= found.Account;
            await DocumentLeaves.TryDeleteAsync(Database, new Document { Id = AccountJson.IdOf(key), Revision = found.Revision }, cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    /// <summary>All accounts.</summary>
    public async ValueTask<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        List<Account> accounts = [];
        await foreach (var row in Database.ReadRangeAsync(AccountJson.Range, RangeOptions.WithDocuments, cancellationToken).ConfigureAwait(false))
        {
            if (row.Document is { } document) accounts.Add(AccountJson.Parse(document));
        }

        return accounts;
    }

    // Of leaves in conflict the oldest counts, on every host: it is the one whose owner was told that the name is theirs.
    private async ValueTask<(Account Account, string Revision)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var leaves = await DocumentLeaves.ReadAsync(Database, AccountJson.IdOf(key), cancellationToken).ConfigureAwait(false);
        return leaves.Select(leaf => ((Account Account, string Revision)?)(AccountJson.Parse(leaf), leaf.Revision!)).MinBy(leaf => (leaf!.Value.Account.CreatedAt, leaf.Value.Account.Subject));
    }
}
