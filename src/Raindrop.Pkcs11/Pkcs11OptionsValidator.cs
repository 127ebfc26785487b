using Microsoft.Extensions.Options;
using Raindrop.Pkcs11.Tokens;

namespace Raindrop.Pkcs11;

/// <summary>Collects every mistake in the options, so that all are seen at once.</summary>
internal sealed class Pkcs11OptionsValidator : IValidateOptions<Pkcs11Options>
{
    private const int MostSessions = 100;

    public ValidateOptionsResult Validate(string? name, Pkcs11Options options)
    {
        var mistakes = Mistakes(options);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static IReadOnlyList<string> Mistakes(Pkcs11Options options)
    {
        var mistakes = new List<string>();
        Check(Path.IsPathFullyQualified(options.Library), $"{nameof(options.Library)} must be the absolute path of the module's PKCS#11 library.");
        Check(!string.IsNullOrWhiteSpace(options.TokenLabel), $"{nameof(options.TokenLabel)} must be set to the label of the token.");
        Check(!string.IsNullOrWhiteSpace(options.KeyLabel), $"{nameof(options.KeyLabel)} must be set to the label of this host's keys.");
        Check(options.CurrentKeyId is null || TokenKeyId.IsId(options.CurrentKeyId), $"{nameof(options.CurrentKeyId)} must be the CKA_ID of a key: 1 to 64 bytes in lower-case hexadecimal.");
        Check(options.PinFile is null != options.Pin is null, $"either {nameof(options.PinFile)} or {nameof(options.Pin)} must be set, and not both.");
        Check(options.MaxSessions is >= 1 and <= MostSessions, $"{nameof(options.MaxSessions)} must be from 1 to {MostSessions}.");
        return mistakes;

        void Check(bool isRight, string mistake)
        {
            if (!isRight) mistakes.Add($"{nameof(Pkcs11Options)}: {mistake}");
        }
    }
}
