using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;

namespace Raindrop.Grants;

/// <summary>Checks the options, and that there is a server for the queue.</summary>
internal sealed class GrantQueueOptionsValidator(IServiceProviderIsKeyedService services) : IValidateOptions<GrantQueueOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, GrantQueueOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options)];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> FindMistakes(GrantQueueOptions options)
    {
        if (!DatabaseNames.IsOrdinary(options.Database)) yield return $"{nameof(GrantQueueOptions)}.{nameof(options.Database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
        if (options.LaggingAfter < Shortest || options.LaggingAfter > Longest) yield return $"{nameof(GrantQueueOptions)}.{nameof(options.LaggingAfter)} must be from 10 seconds to 7 days.";
        if (!services.IsService(typeof(IDocumentServer)) && !services.IsKeyedService(typeof(IDocumentServer), GrantDatabase.Queue))
            yield return "Grants have no server for their queue: register a store, such as AddCouchDb or AddEmbeddedStore, or name one with UseServer.";
    }
}
