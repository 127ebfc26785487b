using System.Buffers;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Identity;

/// <summary>Collects every mistake in the options, without ever quoting them: they hold keys.</summary>
internal sealed class UpstreamTokenOptionsValidator : IValidateOptions<UpstreamTokenOptions>
{
    private const int LongestIssuer = 100;
    private const int LongestId = 64;
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(1);

    // Both stand in CouchDB's configuration, where other characters would end a value.
    private static readonly SearchValues<char> IssuerCharacters = SearchValues.Create(Alphanumeric + "-._~:/");
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Alphanumeric + "-_");

    public ValidateOptionsResult Validate(string? name, UpstreamTokenOptions options)
    {
        var mistakes = new List<string>();
        if (!IsText(options.Issuer, LongestIssuer, IssuerCharacters)) Add("Issuer", $"must have 1 to {LongestIssuer} letters, digits and -._~:/.");
        if (options.Lifetime < ShortestLifetime || options.Lifetime > LongestLifetime) Add("Lifetime", "must be from 10 seconds to 1 hour.");
        if (options.Keys.Count == 0) Add("Keys", "must hold a key, or the host must register an IUpstreamTokenSigner of its own.");
        if (options.Keys.Any(key => !IsText(key.Id, LongestId, IdCharacters))) Add("Keys", $"must each have an Id of 1 to {LongestId} letters, digits, - and _.");
        if (options.Keys.Select(key => key.Id).Distinct().Count() != options.Keys.Count) Add("Keys", "must each have an Id of its own.");
        if (options.Keys.Any(key => !SigningKey.CanRead(key))) Add("Keys", "must each hold a private key on the curve P-256 as PEM: openssl ecparam -name prime256v1 -genkey -noout.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);

        void Add(string property, string text) => mistakes.Add($"{nameof(UpstreamTokenOptions)}.{property} {text}");
    }

    private static bool IsText(string? text, int longest, SearchValues<char> characters) => text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(characters);
}
