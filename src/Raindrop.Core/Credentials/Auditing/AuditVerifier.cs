using Raindrop.Documents;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Auditing;

/// <summary>Goes along a trail and notes what does not follow from what was before it.</summary>
internal sealed class AuditVerifier(TenantId tenant, AuditHead known)
{
    private readonly List<AuditFlaw> _flaws = [];
    private long _flawCount;
    private long _entries;
    private long _forks;
    private AuditHead _head = AuditHead.Empty;

    /// <summary>The hashes that the next entry may name; none where that cannot be told.</summary>
    private HashSet<string> _previous = [""];

    /// <summary>Takes the documents of the next number, the winner first.</summary>
    public void Add(IReadOnlyList<Document> leaves)
    {
        if (!AuditFormat.TryParse(leaves[0].Id, out _, out var number))
        {
            Note(_head.Number + 1, AuditFlawKind.Malformed);
            return;
        }

        if (number > _head.Number + 1) NoteMissing(number - 1);
        List<AuditHead> heads = [];
        foreach (var leaf in leaves)
        {
            var record = AuditJson.Read(leaf);
            if (record is null) Note(number, AuditFlawKind.Malformed);
            else if (_previous.Count > 0 && !_previous.Contains(record.Previous)) Note(number, AuditFlawKind.Broken);
            if (record is not null) heads.Add(record.Head);
        }

        _entries += heads.Count;
        _forks += Math.Max(0, heads.Count - 1);
        _previous = [.. heads.Select(head => head.Hash)];
        _head = heads.Count > 0 ? heads[0] : new AuditHead(number, "");
        if (number == known.Number && !_previous.Contains(known.Hash)) Note(number, AuditFlawKind.Replaced);
    }

    public AuditVerification Finish()
    {
        var head = _head;
        if (known.Number > _head.Number) NoteMissing(known.Number);
        return new AuditVerification { Tenant = tenant, Entries = _entries, Forks = _forks, Head = head, FlawCount = _flawCount, Flaws = _flaws };
    }

    private void NoteMissing(long last)
    {
        var first = _head.Number + 1;
        for (var number = first; number <= last && _flaws.Count < AuditVerification.MaxFlaws; number++) _flaws.Add(new AuditFlaw(number, AuditFlawKind.Missing));
        _flawCount += last - first + 1;
        _previous = [];
    }

    private void Note(long number, AuditFlawKind kind)
    {
        _flawCount++;
        if (_flaws.Count < AuditVerification.MaxFlaws) _flaws.Add(new AuditFlaw(number, kind));
    }
}
