using System.Threading.Channels;
using Mailroom.Display;
using Mailroom.Hosting;
using Mailroom.Importing;
using Mailroom.Mailboxes;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Commands;

/// <summary>Follows the mailbox and the database until it is stopped.</summary>
internal sealed class WatchLoop(IAnsiConsole console, MailroomHost host, MailImporter importer, IMailbox mailbox, string folder)
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        console.WriteLine("Watching the mailbox and the database; Ctrl-C stops.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = host.Runner.FollowAsync(host.Database, new Reporter<DerivationProgress>(Show, TimeSpan.Zero), stop.Token);
        var importing = ImportAsync(stop.Token);
        try
        {
            await await Task.WhenAny(following, importing);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(following, importing.ContinueWith(static _ => { }, TaskScheduler.Default));
        }

        console.WriteLine("Stopped watching. What was done is stored; run again to go on.");
    }

    private void Show(DerivationProgress state)
    {
        if (state.Phase == DerivationPhase.Finished && state.Extensions.Any(one => one.Executed > 0 || one.Deleted > 0)) console.WriteLine(RunView.Say(state));
    }

    // Reading a mailbox again is cheap: only ids are looked up, and what is known is not sent.
    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        var wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => wakes.Writer.TryWrite(true);
        watcher.Changed += (_, _) => wakes.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => wakes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        // What arrived after the first import, and before this watched, raised no event.
        wakes.Writer.TryWrite(true);
        await foreach (var _ in wakes.Reader.ReadAllAsync(cancellationToken))
        {
            await Task.Delay(Settle, TimeProvider.System, cancellationToken);
            wakes.Reader.TryRead(out var _);
            var result = await importer.ImportAsync(mailbox, progress: null, cancellationToken);
            if (result.Added > 0) console.WriteLine(RunView.Say(result));
        }
    }
}
