using Microsoft.Extensions.Options;
using Raindrop.Documents;

namespace Raindrop.Hosting;

/// <summary>Checks the options without ever quoting them: they hold a key.</summary>
internal sealed class RaindropOptionsValidator : IValidateOptions<RaindropOptions>
{
    private static readonly string Advice = $"It must be {IdentifierHasher.MinKeyLength} random bytes or more in base 64, for example from 'openssl rand -base64 32'.";

    public ValidateOptionsResult Validate(string? name, RaindropOptions options)
    {
        if (options.IdentifierKey is null) return ValidateOptionsResult.Success;
        var bytes = new byte[options.IdentifierKey.Length];
        if (!Convert.TryFromBase64String(options.IdentifierKey, bytes, out var length))
            return ValidateOptionsResult.Fail($"{nameof(RaindropOptions.IdentifierKey)} is not base 64. {Advice}");
        return length < IdentifierHasher.MinKeyLength
            ? ValidateOptionsResult.Fail($"{nameof(RaindropOptions.IdentifierKey)} has {length} bytes. {Advice}")
            : ValidateOptionsResult.Success;
    }

    /// <summary>The hasher of valid options.</summary>
    /// <exception cref="OptionsValidationException">No key is set.</exception>
    public static IdentifierHasher CreateHasher(RaindropOptions options) =>
        options.IdentifierKey is null
            ? throw new OptionsValidationException(Options.DefaultName, typeof(RaindropOptions), [$"{nameof(RaindropOptions.IdentifierKey)} is not set. {Advice}"])
            : new IdentifierHasher(Convert.FromBase64String(options.IdentifierKey));
}
