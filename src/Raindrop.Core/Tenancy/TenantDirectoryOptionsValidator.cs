using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;
using Raindrop.Hosting;

namespace Raindrop.Tenancy;

/// <summary>Checks the options, and that everything that the directory needs is registered, so that a host is told every mistake at once.</summary>
internal sealed class TenantDirectoryOptionsValidator(IServiceProviderIsService services, IOptions<RaindropOptions> raindrop, IEnumerable<TenantDesignDocument> designs) : IValidateOptions<TenantDirectoryOptions>
{
    private const int MostShards = 8;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, TenantDirectoryOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options), .. FindMissing(), .. FindDesignMistakes()];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(TenantDirectoryOptions options)
    {
        const string Options = nameof(TenantDirectoryOptions);
        if (!DatabaseNames.IsOrdinary(options.Database)) yield return $"{Options}.{nameof(options.Database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
        if (options.Shards is < 1 or > MostShards) yield return $"{Options}.{nameof(options.Shards)} is {options.Shards}: it must be between 1 and {MostShards}.";
        if (options.Replicas is < 1 or > MostShards) yield return $"{Options}.{nameof(options.Replicas)} is {options.Replicas}: it must be between 1 and {MostShards}, or none.";
        if (options.ServiceAccount is { } account && (account.Length == 0 || account.Contains(':', StringComparison.Ordinal))) yield return $"{Options}.{nameof(options.ServiceAccount)} must be a name without a colon, or none.";
        if (options.LinkWindow < Shortest || options.LinkWindow > LongestWindow) yield return $"{Options}.{nameof(options.LinkWindow)} is {options.LinkWindow}: it must be between 10 seconds and 1 hour.";
        if (options.FinishEvery < Shortest || options.FinishEvery > LongestPause) yield return $"{Options}.{nameof(options.FinishEvery)} is {options.FinishEvery}: it must be between 10 seconds and 1 day, or none.";
    }

    private IEnumerable<string> FindMissing()
    {
        if (!services.IsService(typeof(IDocumentServer))) yield return "Tenants have no server for their databases: register a store, such as AddCouchDb or AddEmbeddedStore.";
        if (string.IsNullOrEmpty(raindrop.Value.IdentifierKey)) yield return $"Tenants need {nameof(RaindropOptions)}.{nameof(RaindropOptions.IdentifierKey)}, under which identities are hashed: set 32 random bytes in base 64, for example from openssl rand -base64 32.";
    }

    private IEnumerable<string> FindDesignMistakes()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var design in designs)
        {
            if (string.IsNullOrEmpty(design.Name) || !names.Add(design.Name)) yield return $"Design document '{design.Name}' of tenants has no name, or one that another has.";
            if (!IsContent(design)) yield return $"Design document '{design.Name}' of tenants is no JSON object, or not one that a store takes.";
        }
    }

    private static bool IsContent(TenantDesignDocument design)
    {
        try
        {
            DocumentContent.Validate(design.Name, design.Content);
            return true;
        }
        catch (InvalidDocumentException)
        {
            return false;
        }
    }
}
