using Raindrop.Core.Tests.Derivation.Memory;
using Raindrop.Core.Tests.Derivation.World;
using Raindrop.Derivation;
using Raindrop.Derivation.Ledgers;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation.Schedules;

/// <summary>Plays a schedule on a tenant.</summary>
internal sealed class ScheduledWorld
{
    private static readonly string[] Texts = ["", "one", "one two", "fail", "three words here", "same same", "other"];

    private readonly CutGate _gate;
    private readonly IDocumentDatabase _database;
    private readonly MemoryStore? _store;
    private readonly List<LocalDocument> _checkpoints = [];
    private MemoryStore? _copy;

    /// <summary>A tenant in memory.</summary>
    public ScheduledWorld()
        : this(new MemoryStore(), new CutGate())
    {
    }

    /// <summary>A tenant in another store, all of whose requests pass the gate. Steps that only memory can do are left out.</summary>
    public ScheduledWorld(IDocumentDatabase database, CutGate gate) => (_database, _gate, Tenant) = (database, gate, new TestTenant(database));

    private ScheduledWorld(MemoryStore store, CutGate gate)
        : this(new MemoryDatabase(store, gate), gate) => _store = store;

    public TestTenant Tenant { get; }

    /// <summary>The version that hosts run in the end; half of them are older.</summary>
    public static int NewVersion(string extension) => extension is "words" or "link" ? 2 : 1;

    public async Task PlayAsync(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Put:
                await PutAsync(step);
                break;
            case StepKind.Delete:
                if (await _database.GetRevisionAsync($"s.note:k{step.A}") is not null) await Tenant.DeleteAsync($"k{step.A}");
                break;
            case StepKind.Pass:
                await PassAsync(step.A);
                break;
            case StepKind.KilledPass:
                _gate.CutAt(step.B, afterEffect: step.Text % 2 == 0);
                await PassAsync(step.A);
                _gate.Open();
                break;
            case StepKind.TwoPasses:
                await Task.WhenAll(Task.Run(() => PassAsync(step.A)), Task.Run(() => PassAsync(step.A + 1)));
                break;
            case StepKind.PassWithWrite:
                _gate.Interrupt(step.B, () => PutAsync(step));
                await PassAsync(step.A);
                _gate.Open();
                break;
            case StepKind.EditOutput:
                if (await OutputAsync(step) is { } edited) await _database.PutAsync(new Document { Id = edited.Id, Revision = edited.Revision, Content = """{"forged":true}"""u8.ToArray() });
                break;
            case StepKind.DeleteOutput:
                if (await OutputAsync(step) is { } deleted) await _database.DeleteAsync(deleted.Id, deleted.Revision!);
                break;
            case StepKind.ConflictOutput:
                if (await OutputAsync(step) is { } contested) await ConflictAsync(contested.Id, """{"forged":true}"""u8.ToArray(), step);
                break;
            case StepKind.ConflictSource:
                var planted = Notes.Of($"k{step.A}", Texts[step.Text]);
                await ConflictAsync(planted.Id, planted.Content, step);
                break;
            case StepKind.RewindCheckpoint:
                if (_checkpoints.Count > 0) await _database.PutLocalAsync(_checkpoints[step.B % _checkpoints.Count]);
                break;
            case StepKind.LoseCheckpoint:
                if (await CheckpointAsync() is not null) await _database.DeleteLocalAsync(LedgerFormat.CheckpointId);
                break;
            case StepKind.Override:
                var id = $"d.tag:k{step.A}:@user";
                var schema = Notes.Schemas.Single(one => one.Name == "d.tag");
                await _database.PutAsync(SourceDocument.CreateOverride(schema, $"k{step.A}", System.Text.Encoding.UTF8.GetBytes($$"""{"by":"user {{step.Text}}"}"""), await _database.GetRevisionAsync(id)));
                break;
            case StepKind.Restore:
                if (_copy is null) _copy = _store?.Copy();
                else _store!.RestoreFrom(_copy);
                break;
        }

        if (await CheckpointAsync() is { } checkpoint) _checkpoints.Add(checkpoint);
    }

    /// <summary>The derived state, without what a failing note left of better times: the last good outputs stay, and a clean run never had them.</summary>
    public async Task<SortedDictionary<string, string>> StateAsync()
    {
        var state = await Tenant.StateAsync();
        var failing = (await Tenant.Host().ListDeadLettersAsync(_database).ToListAsync()).Select(letter => letter.InputId["s.note:".Length..]).ToList();
        foreach (var id in state.Keys.Where(id => failing.Exists(key => id.StartsWith($"d.words:{key}-", StringComparison.Ordinal))).ToList()) state.Remove(id);
        return state;
    }

    /// <summary>Lets hosts of the newest version make passes until nothing is left.</summary>
    public async Task SettleAsync()
    {
        var result = await Tenant.RunAsync(NewVersion, Configure);
        result.IsCaughtUp.Should().BeTrue();
    }

    public async Task ShouldBeAtRestAsync()
    {
        var before = (await _database.GetInfoAsync()).UpdateSequence;
        var result = await Tenant.RunAsync(NewVersion, Configure);
        result.Extensions.Should().OnlyContain(extension => extension.Executed == 0 && extension.Written == 0 && extension.Deleted == 0);
        (await _database.ReadChanges(new ChangesOptions { Since = before }).ToListAsync()).Should().BeEmpty("an idle tenant costs no write");
    }

    private static void Configure(DerivationOptions options) => (options.MaxBatchSize, options.MaxConcurrency, options.MaxAttempts, options.FailureWindow) = (3, 2, 1, 1000);

    private async Task PutAsync(Step step)
    {
        try
        {
            await Tenant.PutAsync($"k{step.A}", Texts[step.Text], step.B % 3 == 0 ? "x" : "y", step.B % 2 == 0 ? $"k{(step.A + step.B) % 6}" : "");
        }
        catch (DocumentConflictException)
        {
        }
    }

    private async Task PassAsync(int host)
    {
        try
        {
            await Tenant.Host(host % 2 == 0 ? NewVersion : _ => 1, Configure).RunOnceAsync(_database);
        }
        catch (StoreUnavailableException)
        {
        }
    }

    private async Task ConflictAsync(string id, ReadOnlyMemory<byte> content, Step step) =>
        await _database.BulkWriteAsync([new Document { Id = id, Revision = $"{(step.B % 2 == 0 ? 1 : 20 + step.A)}-{step.B:x32}", Content = content }], WriteMode.Replicated);

    private ValueTask<LocalDocument?> CheckpointAsync() => _database.GetLocalAsync(LedgerFormat.CheckpointId);

    private async Task<DocumentRow?> OutputAsync(Step step)
    {
        var outputs = await _database.ReadRangeAsync(IdRange.StartingWith("d.")).Where(row => !row.Id.EndsWith(DocumentKey.OverrideWriter, StringComparison.Ordinal)).ToListAsync();
        return outputs.Count == 0 ? null : outputs[step.B % outputs.Count];
    }
}
