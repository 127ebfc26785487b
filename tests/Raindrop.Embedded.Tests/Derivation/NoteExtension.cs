using System.Text;
using Raindrop.Extensions;

namespace Raindrop.Embedded.Tests.Derivation;

/// <summary>An extension that does what a test says.</summary>
internal sealed class NoteExtension(ExtensionDefinition definition, Func<IDerivationContext, DerivationInput, ValueTask> run) : IExtension
{
    public ExtensionDefinition Definition { get; } = definition;

    public ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken) => run(context, input);

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
