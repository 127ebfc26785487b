using System.Collections.Concurrent;
using Raindrop.Gateway.Hostile.Requests;

namespace Raindrop.Gateway.Hostile.Running;

/// <summary>Counts what was answered to what.</summary>
internal sealed class Tally
{
    /// <summary>More of one kind are of no use to anybody.</summary>
    private const int MostOfAKind = 3;

    private readonly ConcurrentDictionary<(HostileKind Kind, string Answer), long> _counts = new();
    private readonly ConcurrentDictionary<string, long> _faults = new();
    private readonly ConcurrentQueue<Violation> _violations = new();
    private readonly ConcurrentQueue<long> _late = new();
    private long _requests;
    private long _probes;
    private long _unavailable;

    /// <summary>The hostile requests that were sent.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The requests between them that a sane client sends, and that were answered as they should be.</summary>
    public long Probes => Interlocked.Read(ref _probes);

    /// <summary>Of those, how many were told to try again, and were sent again later.</summary>
    public long Unavailable => Interlocked.Read(ref _unavailable);

    /// <summary>How often each kind of violation was seen.</summary>
    public IReadOnlyDictionary<string, long> Faults => _faults;

    /// <summary>The first of each kind.</summary>
    public IReadOnlyList<Violation> Violations => [.. _violations];

    public IReadOnlyDictionary<(HostileKind Kind, string Answer), long> Counts => _counts;

    public void Sent(int requests) => Interlocked.Add(ref _requests, requests);

    public void Probed() => Interlocked.Increment(ref _probes);

    /// <summary>A gateway that has not heard of its sessions' store for a second, since the machine is busy, says "try again".</summary>
    public void IsLate(long number)
    {
        Interlocked.Increment(ref _unavailable);
        _late.Enqueue(number);
    }

    /// <summary>Takes the numbers of those that are to be sent again.</summary>
    public IReadOnlyList<long> TakeLate()
    {
        HashSet<long> numbers = [];
        while (_late.TryDequeue(out var number)) numbers.Add(number);
        return [.. numbers.Order()];
    }

    public void Count(HostileKind kind, string answer) => _counts.AddOrUpdate((kind, answer), 1, static (_, count) => count + 1);

    public void Add(Violation violation)
    {
        if (_faults.AddOrUpdate(violation.What, 1, static (_, count) => count + 1) <= MostOfAKind) _violations.Enqueue(violation);
    }

    /// <summary>A table of kinds by answers.</summary>
    public void Write(TextWriter to)
    {
        var answers = _counts.Keys.Select(key => key.Answer).Distinct().Order(StringComparer.Ordinal).ToArray();
        to.WriteLine($"{"",-14}{string.Concat(answers.Select(answer => $"{answer,11}"))}");
        foreach (var kind in Enum.GetValues<HostileKind>())
            to.WriteLine($"{kind,-14}{string.Concat(answers.Select(answer => $"{_counts.GetValueOrDefault((kind, answer)),11:N0}"))}");
    }
}
