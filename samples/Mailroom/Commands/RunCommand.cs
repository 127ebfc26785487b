using System.Globalization;
using Mailroom.Display;
using Mailroom.Extensions;
using Mailroom.Hosting;
using Mailroom.Importing;
using Mailroom.Mailboxes;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Imports and derives.</summary>
internal sealed class RunCommand(IAnsiConsole console, MailroomSettings settings)
{
    public async Task<int> RunAsync(Func<MailroomHost, CancellationToken, Task<IMailbox>> source, IReadOnlyList<string> bumps, bool watch, CancellationToken cancellationToken)
    {
        Raise(bumps);
        await using var host = await MailroomHost.OpenAsync(settings, cancellationToken);
        await using var mailbox = await source(host, cancellationToken);
        var view = new RunView(console);
        var importer = new MailImporter(host.Database, host.Hasher);
        var import = await view.ImportAsync(progress => importer.ImportAsync(mailbox, progress, cancellationToken));
        Say($"{RunView.Say(import)} ({mailbox.Format})");
        if (import.Refused > 0) Say($"{import.Refused} messages were refused by the store; it may not take documents of their size.");
        if (host.IsBehindGateway)
        {
            Say($"The host behind the gateway derives from it by itself.");
            return import.Refused == 0 ? 0 : Guarded.Failed;
        }

        var result = await view.DeriveAsync(progress => host.Runner.RunOnceAsync(host.Database, progress, cancellationToken));
        Show(result, bumps);
        if (watch && mailbox.Folder is { } folder) await new WatchLoop(console, host, importer, mailbox, folder).RunAsync(cancellationToken);
        return import.Refused == 0 && result.IsCaughtUp ? 0 : Guarded.Failed;
    }

    private void Raise(IReadOnlyList<string> bumps)
    {
        var known = MailExtensions.All().Select(extension => extension.Definition.Id).ToList();
        if (bumps.Except(known, StringComparer.Ordinal).Any()) throw new UnknownExtensionException(known);
        if (bumps.Count > 0) new DataFolder(settings.Data).Bumps.Raise(bumps);
    }

    private void Show(DerivationResult result, IReadOnlyList<string> bumps)
    {
        if (result.IsCaughtUp && result.Extensions.All(one => one is { Outdated: 0, Deleted: 0 }))
        {
            Say($"Nothing to do: all {result.Extensions.Count} extensions are up to date ({result.Elapsed.TotalSeconds:f2} s).");
            return;
        }

        console.Write(ResultTable.Create(result.Extensions, console.Profile.Width));
        foreach (var one in result.Extensions.Where(one => bumps.Contains(one.Extension)))
            Say($"{one.Extension} is now version {one.Version}: that made {one.Outdated} derivations outdated, and {one.Written} documents came out differently.");
        Say($"{result.Extensions.Sum(one => one.Executed)} derivations in {result.Elapsed.TotalSeconds:f2} s.");
        if (result.Extensions.Any(one => one.DeadLettered > 0)) Say($"Some messages could not be read: see the command dead-letters.");
        if (!result.IsCaughtUp) Say($"Not everything is done: see the last column.");
    }

    private void Say(FormattableString text) => console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
