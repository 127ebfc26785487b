using Raindrop.Documents;

namespace Raindrop.Tenancy.Directory;

/// <summary>
/// Who may use a tenant's database, where the store has access rules: its owner by the opaque id, as a member, never as an admin, who could write
/// design documents and these rules. The rules are under no revision control, so what was written is read back, and written again where others did.
/// </summary>
internal sealed class TenantAccess(IDocumentServer server)
{
    private const string AdministratorRole = "_admin";
    private const int MostAttempts = 5;

    /// <summary>Nobody but the server's administrators.</summary>
    public static SecurityRules Closed { get; } = new() { AdminRoles = [AdministratorRole], MemberRoles = [AdministratorRole] };

    /// <param name="tenant">The owner.</param>
    /// <param name="serviceAccount">A second member, where a gateway asks by one account for all tenants.</param>
    public static SecurityRules RulesOf(TenantId tenant, string? serviceAccount = null) =>
        new() { AdminRoles = [AdministratorRole], MemberNames = serviceAccount is null ? [tenant.Value] : [tenant.Value, serviceAccount] };

    /// <returns>Whether the rules were others.</returns>
    /// <exception cref="DatabaseNotFoundException">The database is gone.</exception>
    public async ValueTask<bool> EnsureAsync(string name, SecurityRules rules, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } security) return false;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (IsSame(await security.GetSecurityAsync(cancellationToken).ConfigureAwait(false), rules)) return attempt > 0;
            await security.PutSecurityAsync(rules, cancellationToken).ConfigureAwait(false);
        }

        if (IsSame(await security.GetSecurityAsync(cancellationToken).ConfigureAwait(false), rules)) return true;
        throw new StoreUnavailableException("The access rules of a tenant's database change again and again: see who else writes them, and try again.");
    }

    /// <summary>Closes a database that is open to every user; rules that an administrator has set stay.</summary>
    public async ValueTask CloseAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } security) return;
        var rules = await security.GetSecurityAsync(cancellationToken).ConfigureAwait(false);
        if (rules.MemberNames.Count + rules.MemberRoles.Count == 0) await EnsureAsync(name, Closed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IDatabaseSecurity?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var info = await server.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (!info.Capabilities.HasFlag(StoreCapabilities.DatabaseSecurity)) return null;
        // A store that says it has rules and hides them would leave databases open.
        return server.GetDatabase(name) as IDatabaseSecurity ?? throw new StoreFeatureMissingException(StoreCapabilities.DatabaseSecurity);
    }

    private static bool IsSame(SecurityRules rules, SecurityRules expected) =>
        rules.AdminNames.SequenceEqual(expected.AdminNames) && rules.AdminRoles.SequenceEqual(expected.AdminRoles)
        && rules.MemberNames.SequenceEqual(expected.MemberNames) && rules.MemberRoles.SequenceEqual(expected.MemberRoles);
}
