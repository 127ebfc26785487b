using Raindrop.Extensions;

namespace Raindrop.Benchmarks.Load;

/// <summary>The extension that does the least: it copies the payload, so that what is measured is the pipeline.</summary>
/// <param name="definition">Its declaration, with one output schema.</param>
/// <param name="tellsVersion">Whether its outputs change with its version.</param>
internal sealed class CopyExtension(ExtensionDefinition definition, bool tellsVersion) : IExtension
{
    private readonly byte[] _start = System.Text.Encoding.UTF8.GetBytes($$"""{"by":{{definition.Version}},""");

    public ExtensionDefinition Definition => definition;

    public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken)
    {
        context.Emit(definition.Outputs[0], input.Document.Key, PayloadOf(input.Document.Content));
        return ValueTask.CompletedTask;
    }

    /// <summary>What it emits for a payload.</summary>
    public ReadOnlySpan<byte> PayloadOf(ReadOnlyMemory<byte> payload) => tellsVersion ? (byte[])[.. _start, .. payload.Span[1..]] : payload.Span;
}
