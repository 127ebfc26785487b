using Raindrop.Extensions;

namespace Mailroom.Extensions;

/// <summary>An extension at a higher version, as if its code had been changed and released.</summary>
internal sealed class BumpedExtension(IExtension extension, int by) : IExtension
{
    public ExtensionDefinition Definition { get; } = extension.Definition with { Version = extension.Definition.Version + by };

    public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) =>
        extension.DeriveAsync(context, input, cancellationToken);
}
