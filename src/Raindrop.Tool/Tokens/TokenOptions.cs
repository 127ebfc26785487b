using System.CommandLine;
using Raindrop.Pkcs11;
using Raindrop.Tool.Commands;

namespace Raindrop.Tool.Tokens;

/// <summary>The options that name a token and its keys.</summary>
/// <param name="prefix">What stands before their names.</param>
/// <param name="whose">What stands before their descriptions.</param>
internal sealed class TokenOptions(string prefix, string whose = "")
{
    private readonly Option<string> _library = Make($"{prefix}library", $"{whose}The module's PKCS#11 library, such as /usr/lib/softhsm/libsofthsm2.so.", "path");
    private readonly Option<string> _token = Make($"{prefix}token", $"{whose}The token's label.", "label");
    private readonly Option<string> _serial = Make($"{prefix}serial", $"{whose}The token's serial number, where several have one label.", "number");
    private readonly Option<string> _label = Make($"{prefix}key-label", $"{whose}The label of the host's keys. Default: raindrop.", "label");
    private readonly Option<string> _pinFile = Make($"{prefix}pin-file", $"{whose}A file with the user's PIN, which you alone may read.", "path");

    private Option<string>[] All => [_library, _token, _serial, _label, _pinFile];

    public bool IsUsed(ParseResult result) => All.Any(option => result.GetValue(option) is not null);

    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
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

    /// <summary>Whether others name keys of the same label in the same token.</summary>
    public bool NamesSameKeys(TokenOptions others, ParseResult result)
    {
        var (own, named) = (new Pkcs11Options(), new Pkcs11Options());
        Read(result, own);
        others.Read(result, named);
        return (own.Library, own.TokenLabel, own.TokenSerialNumber, own.KeyLabel) == (named.Library, named.TokenLabel, named.TokenSerialNumber, named.KeyLabel);
    }

    private static string Require(ParseResult result, Option<string> option) =>
        result.GetValue(option) is { Length: > 0 } value ? value : throw new UsageException($"A token needs {option.Name}: {option.Description}");

    private static Option<string> Make(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName, Recursive = true };
}
