using CsCheck;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Core.Tests.Tenancy;

/// <summary>What a cluster let happen at once becomes one entry: the strictest state holds, whichever leaf wins.</summary>
public sealed class TenantEntryMergeTests
{
    private const string Seed = "0000000000001";

    private static readonly TenantId Tenant = TenantId.New();
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<TenantEntry> Entries = Gen.Select(Gen.Enum<TenantEntryState>(), Gen.Int[0, 3].Select(i => "abcd"[i].ToString()).List[0, 3], Gen.Bool, Gen.Int[-1, 3], (state, identities, isLinking, suspended) => new TenantEntry
    {
        Tenant = Tenant,
        State = state,
        Database = "t-" + Tenant,
        CreatedAt = Noon,
        SuspendedAt = suspended < 0 ? null : Noon.AddHours(suspended),
        DeletedAt = state >= TenantEntryState.Undoing ? Noon : null,
        Identities = identities.Distinct().ToList(),
        Linking = isLinking ? "e" : null,
    });

    [Fact]
    public void The_strictest_state_holds_and_no_identity_is_lost_before_the_tombstone() => Entries.List[1, 4].Sample(leaves =>
    {
        var merged = TenantEntryMerge.Merge(leaves);
        merged.State.Should().Be(leaves.Max(leaf => leaf.State));
        if (merged.State == TenantEntryState.Deleted) return;
        merged.Identities.Should().BeEquivalentTo(leaves.SelectMany(leaf => leaf.Identities).Distinct());
        merged.SuspendedAt.Should().Be(leaves.Max(leaf => leaf.SuspendedAt), "what was revoked stays revoked");
        (merged.Linking is null).Should().Be(leaves.TrueForAll(leaf => leaf.Linking is null));
        (merged.DeletedAt is null).Should().Be(merged.State < TenantEntryState.Undoing);
    }, seed: Seed, iter: 500);

    [Fact]
    public void The_order_of_the_leaves_does_not_change_what_a_tenant_may_do() => Entries.List[2, 4].Sample(leaves =>
    {
        var (forwards, backwards) = (TenantEntryMerge.Merge(leaves), TenantEntryMerge.Merge([.. leaves.AsEnumerable().Reverse()]));
        forwards.Phase.Should().Be(backwards.Phase);
        TenantEntryMerge.Merge([forwards, .. leaves]).State.Should().Be(forwards.State);
    }, seed: Seed, iter: 500);
}
