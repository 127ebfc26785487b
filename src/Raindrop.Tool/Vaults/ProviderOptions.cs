using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Hosting;
using Raindrop.Tool.Commands;
using Raindrop.Tool.KeyRings;
using Raindrop.Tool.Tokens;

namespace Raindrop.Tool.Vaults;

/// <summary>The options that name the key provider, and the one before.</summary>
internal sealed class ProviderOptions
{
    private readonly Option<string> _keyRing = new("--keyring") { Description = $"The key ring with the key encryption keys. It may also stand in the environment variable {KeyRingCommands.Variable}.", HelpName = "path", Recursive = true };
    private readonly TokenOptions _token = new("--pkcs11-");
    private readonly Option<string> _currentKey = new("--pkcs11-current-key") { Description = "The id of the key in the token that wraps.", HelpName = "id", Recursive = true };
    private readonly EarlierProviderOptions _earlier = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_keyRing);
        _token.AddTo(command);
        command.Options.Add(_currentKey);
        _earlier.AddTo(command);
    }

    /// <summary>Whether an earlier provider is named too.</summary>
    public bool HasEarlier(ParseResult result) => _earlier.IsUsed(result);

    /// <param name="vault">What the provider is added to.</param>
    /// <param name="result">The command line.</param>
    /// <param name="isNeeded">Whether the command does not work without one.</param>
    /// <exception cref="UsageException">Two are named, or one twice, or none is though it is needed.</exception>
    public void Apply(ICredentialVaultBuilder vault, ParseResult result, bool isNeeded)
    {
        var keyRing = result.GetValue(_keyRing);
        if (_token.IsUsed(result) || result.GetValue(_currentKey) is not null)
        {
            if (keyRing is not null) throw new UsageException("Either --keyring or --pkcs11-library names the key provider, not both. One that the vault had before is named with --earlier-keyring or --earlier-pkcs11-library.");
            vault.UsePkcs11(options =>
            {
                _token.Read(result, options);
                options.CurrentKeyId = result.GetValue(_currentKey);
            });
            _earlier.Apply(vault, result, null, _token);
            return;
        }

        keyRing ??= isNeeded ? Environment.GetEnvironmentVariable(KeyRingCommands.Variable) : null;
        if (keyRing is not null) vault.UseKeyRingFile(keyRing);
        else if (isNeeded) throw new UsageException($"Name the key provider: --keyring (or {KeyRingCommands.Variable}), or --pkcs11-library with the token.");
        else vault.UseKeyProvider(_ => new NoKeyProvider());
        _earlier.Apply(vault, result, keyRing, null);
    }
}
