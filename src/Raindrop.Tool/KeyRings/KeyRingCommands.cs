using System.CommandLine;
using Raindrop.Keys.KeyRing;
using Raindrop.Tool.Commands;
using Raindrop.Tool.Output;

namespace Raindrop.Tool.KeyRings;

/// <summary>Looks after the file of a key ring.</summary>
internal static class KeyRingCommands
{
    public const string Variable = "RAINDROP_KEYRING";

    private static readonly string[] Columns = ["key", "state", "created", "retired", "check"];

    public static Command Create(ToolConsole console)
    {
        var file = new Option<string>("--file") { Description = $"The key ring. It may also stand in the environment variable {Variable}.", HelpName = "path", Recursive = true };
        var command = new ToolCommand("keyring", "Make and change a key ring: the file with a host's key encryption keys.", "raindrop keyring create --file /etc/raindrop/host.keyring", "raindrop keyring list --file /etc/raindrop/host.keyring");
        command.Options.Add(file);
        command.Options.Add(Report.Option);
        command.Subcommands.Add(Make());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Promote());
        command.Subcommands.Add(Retire());
        return command;

        ToolCommand Make()
        {
            var make = new ToolCommand("create", "Make a new key ring with one key. A file that is there is never overwritten.", "raindrop keyring create --file /etc/raindrop/host.keyring");
            make.SetAction(Act((ring, report, _) =>
            {
                var key = ring.Create();
                report.Print(
                    key,
                    ToolJson.Default.KeyRingKey,
                    $"The key ring was made with the key {key.Id}, and you alone may read it.",
                    "Copy it to a safe place, apart from the databases and their backups: without it nothing that the vault holds can be read again.");
            }));
            return make;
        }

        ToolCommand List()
        {
            var list = new ToolCommand("list", "List the keys. 'check' tells whether two files hold the same key, and nothing of the key.", "raindrop keyring list --json");
            list.SetAction((result, _) => Guarded.RunAsync(console, async () =>
            {
                await Report.Of(console, result).PrintAsync(Open(result).List().ToAsyncEnumerable(), ToolJson.Default.KeyRingKey, Columns, Row);
                return ExitCode.Done;
            }));
            return list;
        }

        ToolCommand Add()
        {
            var add = new ToolCommand("add", "Add a key that does not wrap yet, so that it can be brought to every host first.", "raindrop keyring add");
            add.SetAction(Act((ring, report, _) =>
            {
                var key = ring.Add();
                report.Print(key, ToolJson.Default.KeyRingKey, $"{key.Id} was added. Copy the file to every host, then run 'raindrop keyring promote {key.Id}'.");
            }));
            return add;
        }

        ToolCommand Promote()
        {
            var id = KeyId();
            var promote = new ToolCommand("promote", "Make a key the current one, which wraps.", "raindrop keyring promote kek-abcdefghijklmnop") { id };
            promote.SetAction(Act((ring, report, result) =>
            {
                var key = ring.Promote(result.GetRequiredValue(id));
                report.Print(key, ToolJson.Default.KeyRingKey, $"{key.Id} wraps from now on. Copy the file to every host, then run 'raindrop vault rotate-key-encryption-key'.");
            }));
            return promote;
        }

        ToolCommand Retire()
        {
            var id = KeyId();
            var retire = new ToolCommand("retire", "Remove the bytes of a key for good, after all that it wrapped was wrapped anew.", "raindrop vault list    # no tenant's key is under it any more", "raindrop keyring retire kek-abcdefghijklmnop") { id };
            var confirmation = new Confirmation(retire);
            retire.SetAction(Act((ring, report, result) =>
            {
                var key = result.GetRequiredValue(id);
                confirmation.Require(console, result, $"What {key} still wraps is lost with it: 'raindrop vault list' must name it no more.", key);
                report.Print(ring.Retire(key), ToolJson.Default.KeyRingKey, $"{key} is gone from this file. Copies and backups of the file still hold it: replace them too.");
            }));
            return retire;
        }

        Func<ParseResult, CancellationToken, Task<int>> Act(Action<KeyRingFile, Report, ParseResult> act) => (result, _) => Guarded.RunAsync(console, () =>
        {
            act(Open(result), Report.Of(console, result), result);
            return Task.FromResult(ExitCode.Done);
        });

        KeyRingFile Open(ParseResult result) => new(
            result.GetValue(file) ?? Environment.GetEnvironmentVariable(Variable) ?? throw new UsageException($"Name the key ring with --file, or in {Variable}."),
            console.Time);
    }

    private static Argument<string> KeyId() => new("key") { Description = "The key's id: see 'raindrop keyring list'." };

    private static string[] Row(KeyRingKey key) =>
        [key.Id, key.State switch { KeyRingKeyState.Current => "current", KeyRingKeyState.Retired => "retired", _ => "unwraps only" }, Report.Date(key.CreatedAt), key.RetiredAt is { } retired ? Report.Date(retired) : "", key.Check ?? ""];
}
