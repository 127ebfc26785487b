using Microsoft.Extensions.Options;

namespace Raindrop.Embedded;

/// <summary>Collects every mistake in the options, so that all are seen at once. It quotes none of their values.</summary>
internal sealed class EmbeddedOptionsValidator : IValidateOptions<EmbeddedOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedOptions options)
    {
        var mistakes = Mistakes(options);
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    public static IReadOnlyList<string> Mistakes(EmbeddedOptions options)
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Folder)) mistakes.Add($"{nameof(EmbeddedOptions)}.{nameof(options.Folder)} must be set to the folder of the database files.");
        if (options.LargestDocument < 1) mistakes.Add($"{nameof(EmbeddedOptions)}.{nameof(options.LargestDocument)} must be 1 or more.");
        if (options.LockTimeout < TimeSpan.Zero || options.LockTimeout.TotalMilliseconds > int.MaxValue) mistakes.Add($"{nameof(EmbeddedOptions)}.{nameof(options.LockTimeout)} must be from zero to 24 days.");
        return mistakes;
    }
}
