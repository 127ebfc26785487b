namespace Raindrop.Derivation.Following;

/// <summary>Takes each report of progress as a sign of life.</summary>
internal sealed class BeatingProgress(FollowedTenant tenant, IProgress<DerivationProgress>? inner) : IProgress<DerivationProgress>
{
    public void Report(DerivationProgress value)
    {
        tenant.Beat();
        inner?.Report(value);
    }
}
