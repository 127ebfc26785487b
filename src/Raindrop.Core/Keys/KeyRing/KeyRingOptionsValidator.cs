using Microsoft.Extensions.Options;

namespace Raindrop.Keys.KeyRing;

/// <summary>Checks that a key ring is named and can be used, so that a host that could open nothing does not start.</summary>
internal sealed class KeyRingOptionsValidator : IValidateOptions<KeyRingOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyRingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path)) return ValidateOptionsResult.Fail($"{nameof(KeyRingOptions)}.{nameof(options.Path)} must be set to the file of the key ring.");
        try
        {
            new KeyRingFile(options.Path).List();
            return ValidateOptionsResult.Success;
        }
        catch (KeyProviderException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
