using Raindrop.Extensions;

namespace Raindrop.Core.Tests.Extensions;

/// <summary>An extension that is whatever a test declares, and does what a test says.</summary>
internal sealed class TestExtension(ExtensionDefinition definition, Func<IDerivationContext, DerivationInput, CancellationToken, ValueTask>? run = null) : IExtension
{
    public ExtensionDefinition Definition { get; } = definition;

    public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) =>
        run?.Invoke(context, input, cancellationToken) ?? ValueTask.CompletedTask;

    public static TestExtension Of(string id, string[] inputs, string[] outputs, string[]? reads = null, int version = 1, int confidence = 50, InputGrouping grouping = InputGrouping.None, string? settings = null) =>
        new(new ExtensionDefinition { Id = id, Version = version, Inputs = inputs, Outputs = outputs, Reads = reads ?? [], Confidence = confidence, Grouping = grouping, Settings = settings });
}
