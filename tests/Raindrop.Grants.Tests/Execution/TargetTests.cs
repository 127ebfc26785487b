using CsCheck;
using Raindrop.Grants.Execution;
using Raindrop.Grants.Tests.Running;
using Raindrop.Tenancy;

namespace Raindrop.Grants.Tests.Execution;

/// <summary>A target only goes forward, and what a cluster let happen at once becomes one whichever leaf wins.</summary>
public sealed class TargetTests
{
    private const string Seed = "0000000000001";

    private static readonly TenantId Tenant = TenantId.New();

    private static readonly Gen<GrantedDocument> Documents = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], (id, value) =>
        value == 0 ? GrantedDocument.Delete($"rd.release:{id}") : TestGrants.Write($"rd.release:{id}", $$"""{"v":{{value}}}"""));

    private static readonly Gen<Grant> Releases = Gen.Select(Gen.Int[1, 5], Documents.Array[1, 4], (sequence, documents) =>
        TestGrants.New(DateTimeOffset.UnixEpoch, [.. documents.DistinctBy(document => document.Id)]) with { Sequence = sequence, Release = $"release-{sequence}" });

    [Fact]
    public void A_target_never_goes_back_and_holds_of_each_document_the_newest() => Releases.Array[1, 8].Sample(
        grants =>
        {
            var target = new TenantTarget { Tenant = Tenant };
            foreach (var grant in grants)
            {
                if (grant.Sequence < target.Sequence || target.Contradicts(grant)) continue;
                var advanced = target.Advance(grant);
                advanced.Sequence.Should().Be(grant.Sequence).And.BeGreaterThanOrEqualTo(target.Sequence);
                grant.Documents.Should().OnlyContain(document => advanced.Follows(grant, document));
                foreach (var (id, document) in target.Documents) advanced.Documents[id].Sequence.Should().BeGreaterThanOrEqualTo(document.Sequence);
                advanced.Advance(grant).Should().BeSameAs(advanced);
                target = advanced;
            }

            TenantTargetJson.Read(Tenant, TenantTargetJson.Write(target)).Should().BeEquivalentTo(target);
        },
        seed: Seed,
        iter: 300);

    [Fact]
    public void Leaves_in_conflict_become_one_in_any_order() => Releases.Array[1, 3].Array[2, 4].Sample(
        leaves =>
        {
            var targets = leaves.Select(grants => grants.OrderBy(grant => grant.Sequence).Aggregate(new TenantTarget { Tenant = Tenant }, (target, grant) => target.Contradicts(grant) ? target : target.Advance(grant))).ToList();
            var merged = TenantTarget.Merge(targets);
            merged.Should().BeEquivalentTo(TenantTarget.Merge([.. targets.AsEnumerable().Reverse()]));
            TenantTarget.Merge([merged, .. targets]).Should().BeEquivalentTo(merged);
            merged.Sequence.Should().Be(targets.Max(target => target.Sequence));
            foreach (var (id, document) in targets.SelectMany(target => target.Documents)) merged.Documents[id].Sequence.Should().BeGreaterThanOrEqualTo(document.Sequence);
        },
        seed: Seed,
        iter: 300);
}
