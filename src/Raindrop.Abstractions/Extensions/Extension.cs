using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Raindrop.Extensions;

/// <summary>An extension whose input is one document of a known type.</summary>
/// <typeparam name="TInput">The type of the input's body.</typeparam>
/// <param name="definition">What the extension is and declares.</param>
/// <param name="type">The source-generated metadata of the input's type.</param>
public abstract class Extension<TInput>(ExtensionDefinition definition, JsonTypeInfo<TInput> type) : IExtension
{
    /// <inheritdoc/>
    public ExtensionDefinition Definition { get; } = definition;

    /// <summary>Runs one derivation.</summary>
    /// <param name="context">Emits and reads documents.</param>
    /// <param name="input">The input's body.</param>
    /// <param name="document">The input: its key, its attachments.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    protected abstract ValueTask DeriveAsync(IDerivationContext context, TInput input, InputDocument document, CancellationToken cancellationToken);

    ValueTask IExtension.DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        TInput body;
        try
        {
            body = input.Document.Read(type);
        }
        catch (JsonException)
        {
            throw new DerivationException(DerivationFailure.InvalidInput, $"The input of {Definition.Id} does not have the shape of {typeof(TInput).Name}.");
        }

        return DeriveAsync(context, body, input.Document, cancellationToken);
    }
}
