using System.CommandLine;
using Raindrop.Pkcs11;
using Raindrop.Tool.Commands;

namespace Raindrop.Tool.Tokens;

/// <summary>The options that name a token and its keys.</summary>
/// <param name="prefix">What stands before their names.</param>
internal sealed class TokenOptions(string prefix)
{
    private readonly Option<string> _library = Make($"{prefix}library", "The module's PKCS#11 library, such as /usr/lib/softhsm/libsofthsm2.so.", "path");
    private readonly Option<string> _token = Make($"{prefix}token", "The token's label.", "label");
    private readonly Option<string> _serial = Make($"{prefix}serial", "The token's serial number, where several have one label.", "number");
    private readonly Option<string> _label = Make($"{prefix}key-label", "The label of the host's keys. Default: raindrop.", "label");
    private readonly Option<string> _pinFile = Make($"{prefix}pin-file", "A file with the user's PIN, which you alone may read.", "path");

    public bool IsUsed(ParseResult result) => result.GetValue(_library) is not null;

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_library, _token, _serial, _label, _pinFile]) command.Options.Add(option);
    }

    /// <exception cref="UsageException">Something is missing.</exception>
    public void Read(ParseResult result, Pkcs11Options options)
    {
        options.Library = Path.GetFullPath(Require(result, _library));
        options.TokenLabel = Require(result, _token);
        options.TokenSerialNumber = result.GetValue(_serial);
        options.KeyLabel = result.GetValue(_label) ?? options.KeyLabel;
        options.PinFile = Require(result, _pinFile);
    }

    private static string Require(ParseResult result, Option<string> option) =>
        result.GetValue(option) is { Length: > 0 } value ? value : throw new UsageException($"A token needs {option.Name}: {option.Description}");

    private static Option<string> Make(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName, Recursive = true };
}
