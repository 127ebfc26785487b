using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Hosting;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Tokens;

namespace Raindrop.Tool.Vaults;

/// <summary>The options that name the key provider that a vault had before, whose keys only unwrap.</summary>
internal sealed class EarlierProviderOptions
{
    private readonly Option<string> _keyRing = new("--earlier-keyring") { Description = "While the vault moves to another key provider: the key ring that it had before. A token is named with the options below.", HelpName = "path", Recursive = true };
    private readonly TokenOptions _token = new("--earlier-pkcs11-", "Of the earlier token: ");

    public void AddTo(Command command)
    {
        command.Options.Add(_keyRing);
        _token.AddTo(command);
    }

    public bool IsUsed(ParseResult result) => result.GetValue(_keyRing) is not null || _token.IsUsed(result);

    /// <param name="vault">What the provider is added to.</param>
    /// <param name="result">The command line.</param>
    /// <param name="currentKeyRing">The key ring that wraps, if one does.</param>
    /// <param name="currentToken">The token that wraps, if one does.</param>
    /// <exception cref="UsageException">It is the current one.</exception>
    public void Apply(ICredentialVaultBuilder vault, ParseResult result, string? currentKeyRing, TokenOptions? currentToken)
    {
        if (result.GetValue(_keyRing) is { } keyRing)
        {
            if (currentKeyRing is not null && Target(keyRing) == Target(currentKeyRing)) throw Twice();
            vault.UseEarlierKeyRingFile(keyRing);
        }

        if (!_token.IsUsed(result)) return;
        if (currentToken?.NamesSameKeys(_token, result) == true) throw Twice();
        vault.UseEarlierPkcs11(options => _token.Read(result, options));
    }

    // Nothing would be wrapped anew, and the key ring or token that is then given up would be the only one.
    private static UsageException Twice() => new("The same key provider is named as the current and as the earlier one: name the one that the vault moves to with --keyring or --pkcs11-library, and the one that it had before with --earlier-keyring or --earlier-pkcs11-library.");

    private static string Target(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : Path.GetFullPath(path);
}
