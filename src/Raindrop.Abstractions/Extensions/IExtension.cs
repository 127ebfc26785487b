namespace Raindrop.Extensions;

/// <summary>
/// Code that derives documents from documents. It must be pure: no clock, no random numbers, no network, no state; what it emits depends on its
/// input, on what it reads through its context, and on its version and settings alone.
/// </summary>
/// <remarks>One instance runs many derivations at once. <see cref="Extension{TInput}"/> and <see cref="GroupExtension{TMember}"/> save most of the work.</remarks>
public interface IExtension
{
    /// <summary>What the extension is and declares; the same object each time.</summary>
    ExtensionDefinition Definition { get; }

    /// <summary>Runs one derivation.</summary>
    /// <param name="context">Emits and reads documents.</param>
    /// <param name="input">The document or the group to derive from.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <remarks>An exception counts as a failed attempt. After a bounded number of attempts the derivation becomes a dead letter, and its last good outputs stay.</remarks>
    ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken);
}
