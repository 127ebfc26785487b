using System.Net;
using System.Net.Sockets;
using System.Text;
using Raindrop.Gateway.Hostile.Casting;
using Raindrop.Gateway.Hostile.Requests;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>A connection of one attacker, on which hostile requests are sent one behind the other, and a sane one behind them.</summary>
internal sealed class HostileClient(Uri address, Actor caller, string cookie, bool upstreamMayFail, Tally tally) : IAsyncDisposable
{
    /// <summary>How many documents there are to probe with.</summary>
    public const int Probes = 16;

    /// <summary>Longer than any answer takes on a machine that does much else.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    /// <summary>How long nothing comes until it is believed that the server waits for more.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>Half of the time after which Kestrel closes a connection that nobody uses.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(65);

    private TcpClient? _connection;
    private long _used;
    private ResponseReader? _reader;
    private int _probe;

    /// <summary>Sends requests, of which only the last may close the connection, and judges what is answered.</summary>
    public async Task SendAsync(IReadOnlyList<(long Number, HostileRequest Request)> batch, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Hang);
        var last = batch[^1];
        var isEnd = false;
        try
        {
            isEnd = await ExchangeAsync(batch, limit.Token);
        }
        catch (MalformedResponseException e)
        {
            Report(e.Message, last);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // A server that refuses does not read the rest, and the reset overtakes what it said.
            if (!last.Request.MayClose) Report("the connection was broken", last, e.Message);
            tally.Count(last.Request.Kind, "closed");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Report("no answer", last);
        }

        if (!isEnd) Close();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <returns>Whether the connection is as it was, and may be used again.</returns>
    private async Task<bool> ExchangeAsync(IReadOnlyList<(long Number, HostileRequest Request)> batch, CancellationToken cancellationToken)
    {
        var id = $"probe-{_probe = (_probe + 1) % Probes}";
        var probe = Head.Of("GET", Targets.Own(caller, $"/{id}")).Add($"Cookie: {cookie}").Write();
        var stream = await ConnectAsync(cancellationToken);
        await stream.WriteAsync(batch.SelectMany(item => item.Request.Bytes).Concat(probe).ToArray(), cancellationToken);
        foreach (var item in batch)
        {
            foreach (var method in item.Request.Methods)
            {
                if (await _reader!.ReadAsync(method == "HEAD", cancellationToken) is not { } response) return Closed(item);
                Judged(response, item, method == "HEAD");
                if (response.Closes) return item.Request.MayClose ? Ended() : Closed(item);
            }
        }

        if (batch[^1].Request.IsCut) return await ReadRestAsync(batch[^1], id, cancellationToken);
        if (await _reader!.ReadAsync(false, cancellationToken) is not { } answer) return Closed(batch[^1]);
        if (Judge.IsAnswer(answer, id, caller)) tally.Probed();
        else if (Judge.IsUnavailable(answer)) tally.IsLate(batch[^1].Number);
        else if (!(batch[^1].Request.MayClose && answer.Closes)) Report("a sane request behind it was answered as another", batch[^1], $"{answer.Status} {answer.BodyText}");
        return !answer.Closes;
    }

    /// <summary>Reads what the server makes of bytes that may end anywhere, until it closes the connection, answers the probe, or waits for more.</summary>
    private async Task<bool> ReadRestAsync((long Number, HostileRequest Request) item, string probe, CancellationToken cancellationToken)
    {
        var reading = _reader!.ReadAsync(false, cancellationToken).AsTask();
        for (var answers = 0; ; answers++)
        {
            if (await Task.WhenAny(reading, Task.Delay(Quiet, TimeProvider.System, cancellationToken)) != reading)
            {
                // It waits: what it has of the request must be worth nothing.
                _connection!.Client.Shutdown(SocketShutdown.Send);
            }

            if (await reading is not { } response) return Closed(item);
            if (Judge.IsAnswer(response, probe, caller))
            {
                tally.Probed();
                return false;
            }

            Judged(response, item, isHead: false);
            reading = _reader.ReadAsync(false, cancellationToken).AsTask();
        }
    }

    private void Judged(in HostileResponse response, (long Number, HostileRequest Request) item, bool isHead)
    {
        tally.Count(item.Request.Kind, response.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!upstreamMayFail && Judge.IsUnavailable(response)) tally.IsLate(item.Number);
        else if (Judge.FindFault(response, item.Request, isHead, caller, upstreamMayFail) is { } fault) Report(fault, item, $"{Encoding.Latin1.GetString(response.Head.Span)}{response.BodyText}");
    }

    private bool Closed((long Number, HostileRequest Request) item)
    {
        if (!item.Request.MayClose) Report("the connection was closed", item);
        tally.Count(item.Request.Kind, "closed");
        return false;
    }

    private static bool Ended() => false;

    private void Report(string what, (long Number, HostileRequest Request) item, string answer = "") => tally.Add(new Violation(what, item.Number, Violation.Show(item.Request.Bytes), answer));

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null && TimeProvider.System.GetElapsedTime(_used) > Idle) Close();
        _used = TimeProvider.System.GetTimestamp();
        if (_connection is { } open) return open.GetStream();
        var connection = new TcpClient { NoDelay = true };
        _connection = connection;
        await connection.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
        _reader = new ResponseReader(connection.GetStream());
        return connection.GetStream();
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
