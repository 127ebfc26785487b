using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Grants;

/// <summary>Checks the options, and that everything that the executor needs is registered, so that a host is told every mistake at once.</summary>
internal sealed class GrantExecutorOptionsValidator(IServiceProviderIsService services, IOptions<GrantQueueOptions> queue) : IValidateOptions<GrantExecutorOptions>
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>Longer than any grant lives and waits, so that none is forgotten that could still be executed.</summary>
    private static readonly TimeSpan ShortestRetention = GrantOptionRules.LongestLifetime + LongestDelay + TimeSpan.FromDays(1);

    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LongestJournal = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, GrantExecutorOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options).Select(mistake => $"{nameof(GrantExecutorOptions)}.{mistake}"), .. FindMissing()];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> FindMistakes(GrantExecutorOptions options)
    {
        if (!DatabaseNames.IsOrdinary(options.Database)) yield return $"{nameof(options.Database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
        if (options.Database == queue.Value.Database) yield return $"{nameof(options.Database)} must not be the queue's, which the gateway can write.";
        if (options.GatewayUsers.Any(string.IsNullOrWhiteSpace)) yield return $"{nameof(options.GatewayUsers)} must be names of users.";
        if (options.ExecuteEvery < ShortestPause || options.ExecuteEvery > LongestPause) yield return $"{nameof(options.ExecuteEvery)} must be from 100 milliseconds to 1 hour, or none.";
        if (options.MaxDelay < ShortestDelay || options.MaxDelay > LongestDelay) yield return $"{nameof(options.MaxDelay)} must be from 1 minute to 7 days.";
        if (options.Retention < ShortestRetention || options.Retention > LongestRetention) yield return $"{nameof(options.Retention)} must be from 9 to 3,650 days.";
        if (options.JournalRetention < ShortestRetention || options.JournalRetention > LongestJournal) yield return $"{nameof(options.JournalRetention)} must be from 9 to 36,500 days.";
    }

    private IEnumerable<string> FindMissing()
    {
        if (!services.IsService(typeof(ITenantDirectory))) yield return "The executor of grants needs the directory of tenants: call AddTenants.";
        if (!services.IsService(typeof(IDocumentServer))) yield return "The executor of grants has no server for tenants' databases: register a store, such as AddCouchDb or AddEmbeddedStore.";
    }
}
