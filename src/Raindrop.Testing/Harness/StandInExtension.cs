using Raindrop.Extensions;

namespace Raindrop.Testing.Harness;

/// <summary>Stands for an extension that wrote given documents, so that the registry knows how much its word counts. It never runs.</summary>
internal sealed class StandInExtension(string id, int confidence, IReadOnlyList<string> outputs) : IExtension
{
    /// <summary>A source schema that nobody else uses.</summary>
    public const string Origin = "harness.origin";

    public ExtensionDefinition Definition { get; } = new() { Id = id, Version = 1, Inputs = [Origin], Outputs = outputs, Confidence = confidence };

    public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) =>
        throw new NotSupportedException("It stands for an extension that ran elsewhere.");
}
