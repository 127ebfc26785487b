namespace Raindrop.Gateway.Tests.Hostile;

/// <summary>Floods run alone: other tests have seconds to keep.</summary>
[CollectionDefinition(nameof(HostileFloods), DisableParallelization = true)]
public sealed class HostileFloods;
