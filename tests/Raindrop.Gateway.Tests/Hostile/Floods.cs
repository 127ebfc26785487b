namespace Raindrop.Gateway.Tests.Hostile;

/// <summary>Floods run alone: other tests have seconds to keep.</summary>
[CollectionDefinition(nameof(Floods), DisableParallelization = true)]
public sealed class Floods;
