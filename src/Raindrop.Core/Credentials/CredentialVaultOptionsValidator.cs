using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;
using Raindrop.Credentials.Remote;
using Raindrop.Documents;

namespace Raindrop.Credentials;

/// <summary>Checks the options, and that everything that the vault needs is registered, so that a host is told every mistake at once.</summary>
internal sealed class CredentialVaultOptionsValidator(IEnumerable<VaultRequirement> requirements, IServiceProviderIsKeyedService services) : IValidateOptions<CredentialVaultOptions>
{
    private static readonly TimeSpan LeastRetention = TimeSpan.FromDays(1);
    private static readonly TimeSpan GreatestRetention = TimeSpan.FromDays(36_525);

    public ValidateOptionsResult Validate(string? name, CredentialVaultOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options), .. FindMissing()];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(CredentialVaultOptions options)
    {
        foreach (var database in Enum.GetValues<VaultDatabase>())
        {
            if (!DatabaseNames.IsOrdinary(options.NameOf(database)))
                yield return $"{nameof(CredentialVaultOptions)}: the name of the database of {Say(database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
        }

        if (Enum.GetValues<VaultDatabase>().Select(options.NameOf).Distinct(StringComparer.Ordinal).Count() < Enum.GetValues<VaultDatabase>().Length)
            yield return $"{nameof(CredentialVaultOptions)}: keys, credentials and the audit trail need a database each.";
        if (options.AuditRetention < LeastRetention || options.AuditRetention > GreatestRetention)
            yield return $"{nameof(CredentialVaultOptions)}.{nameof(options.AuditRetention)} is {options.AuditRetention}: it must be between 1 day and 100 years.";
    }

    private IEnumerable<string> FindMissing()
    {
        foreach (var database in Enum.GetValues<VaultDatabase>())
        {
            if (!services.IsService(typeof(IDocumentServer)) && !services.IsKeyedService(typeof(IDocumentServer), database))
                yield return $"The vault has no server for {Say(database)}: register a store, such as AddCouchDb or AddEmbeddedStore, or name one with UseServer.";
        }

        if (services.IsService(typeof(IValidateOptions<RemoteCredentialVaultOptions>)))
            yield return "This host has a vault, and uses that of another process: leave out either AddCredentialVault or AddRemoteCredentialVault.";

        foreach (var requirement in requirements)
        {
            if (!services.IsService(requirement.Service)) yield return requirement.Advice;
        }
    }

    private static string Say(VaultDatabase database) => database switch
    {
        VaultDatabase.Keys => "keys",
        VaultDatabase.Credentials => "credentials",
        _ => "the audit trail",
    };
}
