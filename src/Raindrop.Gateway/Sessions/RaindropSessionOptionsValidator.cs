using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Raindrop.CouchDb.Operations;
using Raindrop.Documents;
using Raindrop.Hosting;

namespace Raindrop.Gateway.Sessions;

/// <summary>Checks the options, and that everything that sessions need is registered, so that a host is told every mistake at once.</summary>
internal sealed class RaindropSessionOptionsValidator(IServiceProviderIsService services, IServiceProviderIsKeyedService keyed, IOptions<RaindropOptions> raindrop) : IValidateOptions<RaindropSessionOptions>
{
    private const int UsesBeforeIdle = 4;
    private const int MostSessions = 10_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestUse = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromDays(90);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public ValidateOptionsResult Validate(string? name, RaindropSessionOptions options)
    {
        List<string> mistakes = [.. FindMistakes(options), .. FindMissing()];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> FindMistakes(RaindropSessionOptions options)
    {
        const string Options = nameof(RaindropSessionOptions);
        if (options.IdleTimeout < Shortest || options.IdleTimeout > LongestIdle) yield return $"{Options}.{nameof(options.IdleTimeout)} is {options.IdleTimeout}: it must be between 1 minute and 90 days.";
        if (options.AbsoluteLifetime < Shortest || options.AbsoluteLifetime > Longest) yield return $"{Options}.{nameof(options.AbsoluteLifetime)} is {options.AbsoluteLifetime}: it must be between 1 minute and 400 days.";
        if (options.IdleTimeout > options.AbsoluteLifetime) yield return $"{Options}.{nameof(options.IdleTimeout)} is longer than {nameof(options.AbsoluteLifetime)}: it would mean nothing.";
        if (options.UseInterval < ShortestUse || options.UseInterval > options.IdleTimeout / UsesBeforeIdle) yield return $"{Options}.{nameof(options.UseInterval)} is {options.UseInterval}: it must be between 10 seconds and a quarter of {nameof(options.IdleTimeout)}.";
        if (options.SessionsPerIdentity is < 1 or > MostSessions) yield return $"{Options}.{nameof(options.SessionsPerIdentity)} is {options.SessionsPerIdentity}: it must be between 1 and 10,000.";
        if (!DatabaseNames.IsOrdinary(options.Database)) yield return $"{Options}.{nameof(options.Database)} must be a lower-case letter, then lower-case letters, digits and _$()+-/, at most 238 characters.";
    }

    private IEnumerable<string> FindMissing()
    {
        if (!services.IsService(typeof(IDocumentServer)) && !keyed.IsKeyedService(typeof(IDocumentServer), SessionServer.Key))
            yield return "Sessions have no store: register one, such as AddCouchDb or AddEmbeddedStore, or name one with UseSessionServer.";
        if (string.IsNullOrEmpty(raindrop.Value.IdentifierKey))
            yield return $"Sessions need {nameof(RaindropOptions)}.{nameof(RaindropOptions.IdentifierKey)}, under which they are sealed and identities are hashed: set 32 random bytes in base 64, for example from openssl rand -base64 32, the same on all hosts.";
    }
}
