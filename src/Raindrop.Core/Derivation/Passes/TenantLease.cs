using System.Buffers;
using System.Text.Json;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;

namespace Raindrop.Derivation.Passes;

/// <summary>
/// Lets hosts take turns on a tenant, through an ordinary document under revision control. It spares double work; no rule depends on it.
/// A holder that gives no sign of life is passed over after a time that each host measures itself, so clocks need not agree.
/// </summary>
internal sealed class TenantLease(IDocumentDatabase database, OwnWrites own, DerivationOptions options, TimeProvider time) : IAsyncDisposable
{
    public const string Id = "rd.lease:derivation";

    // A host that is being stopped waits no longer than this for a store that may be why it stops; the next host then passes over it as over one that died.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _holder = Guid.NewGuid().ToString("n");
    private string? _revision;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Waits for this host's turn.</summary>
    public async Task TakeAsync(Action waiting, CancellationToken cancellationToken)
    {
        string? seen = null;
        var since = time.GetTimestamp();
        while (true)
        {
            var document = await database.GetAsync(new DocumentReference(Id), null, cancellationToken).ConfigureAwait(false);
            var isHeld = document is not null && HolderOf(document) is not null;
            if (document?.Revision != seen) (seen, since) = (document?.Revision, time.GetTimestamp());
            if (!isHeld || time.GetElapsedTime(since) >= options.LeaseDuration)
            {
                if (await TryWriteAsync(document?.Revision, _holder, cancellationToken).ConfigureAwait(false)) break;
                continue;
            }

            waiting();
            await Task.Delay(options.LeaseDuration / 20, time, cancellationToken).ConfigureAwait(false);
        }

        _renewal = RenewAsync(_stop.Token);
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await StopAsync().ConfigureAwait(false);
        if (_revision is not null) await TryWriteAsync(_revision, null, cancellationToken).ConfigureAwait(false);
        _revision = null;
    }

    /// <summary>Gives the turn back where a pass ends without having done so: it was cancelled or failed, and this host may be the next to ask for it.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Farewell, time);
        await ReleaseAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.LeaseDuration / 3, time, cancellationToken).ConfigureAwait(false);
            // Another host has taken over, or the store is away: the work itself finds out, this is only a courtesy.
            if (!await TryWriteAsync(_revision, _holder, cancellationToken).ConfigureAwait(false)) return;
        }
    }

    private async Task<bool> TryWriteAsync(string? revision, string? holder, CancellationToken cancellationToken)
    {
        try
        {
            _revision = await database.PutAsync(new Document { Id = Id, Revision = revision, Content = Encode(holder) }, cancellationToken).ConfigureAwait(false);
            own.Add(Id, _revision);
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Encode(string? holder)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(buffer, LedgerJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, "rd.lease");
        json.WriteNumber("rd_schema_version"u8, 1);
        json.WriteString("holder"u8, holder);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static string? HolderOf(Document document)
    {
        using var json = JsonDocument.Parse(document.Content);
        return json.RootElement.TryGetProperty("holder"u8, out var holder) && holder.ValueKind == JsonValueKind.String ? holder.GetString() : null;
    }
}
