using System.CommandLine;
using Raindrop.Pkcs11;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.Tokens;

/// <summary>Looks after the keys in a PKCS#11 token.</summary>
internal static class TokenCommands
{
    private const string Named = "--library /usr/lib/softhsm/libsofthsm2.so --token raindrop --pin-file /etc/raindrop/token.pin";

    private static readonly string[] Columns = ["key", "fit"];

    public static Command Create(ToolConsole console)
    {
        var options = new TokenOptions("--");
        var command = new ToolCommand("pkcs11", "Make and list key encryption keys in a hardware module.", $"raindrop pkcs11 create-key {Named}");
        options.AddTo(command);
        command.Options.Add(Report.Option);
        command.Subcommands.Add(CreateKey());
        command.Subcommands.Add(ListKeys());
        return command;

        ToolCommand CreateKey()
        {
            var create = new ToolCommand("create-key", "Make a key in the token, which it cannot leave.", $"raindrop pkcs11 create-key {Named}");
            create.SetAction((result, cancellationToken) => Guarded.RunAsync(console, async () =>
            {
                var key = await Open(result).CreateKeyAsync(cancellationToken);
                Report.Of(console, result).Print(key, ToolJson.Default.Pkcs11Key, $"{key.Id} was made in the token. Set Pkcs11Options.CurrentKeyId to it on every host, and back the token up by the module's means.");
                return ExitCode.Done;
            }));
            return create;
        }

        ToolCommand ListKeys()
        {
            var list = new ToolCommand("list-keys", "List the host's keys in the token, and whether they are fit to wrap keys.", $"raindrop pkcs11 list-keys {Named}");
            list.SetAction((result, cancellationToken) => Guarded.RunAsync(console, async () =>
            {
                var keys = await Open(result).ListKeysAsync(cancellationToken);
                var report = Report.Of(console, result);
                if (keys.Count == 0) report.Say("The token has no key of this label: make one with 'raindrop pkcs11 create-key'.");
                await report.PrintAsync(keys.ToAsyncEnumerable(), ToolJson.Default.Pkcs11Key, Columns, key => [key.Id, key.Flaw is { } flaw ? $"no: {flaw}" : "yes"]);
                return keys.All(key => key.Flaw is null) ? ExitCode.Done : ExitCode.Failed;
            }));
            return list;
        }

        Pkcs11Token Open(ParseResult result)
        {
            var named = new Pkcs11Options();
            options.Read(result, named);
            return new Pkcs11Token(named);
        }
    }
}
