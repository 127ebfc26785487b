namespace Raindrop.Documents;

/// <summary>The store lacks something that the call needs.</summary>
public sealed class StoreFeatureMissingException : DocumentStoreException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="capability">What the store lacks.</param>
    public StoreFeatureMissingException(StoreCapabilities capability)
        : base($"This store lacks {capability}: see the capabilities in its server info, or use Apache CouchDB.") => Capability = capability;

    /// <summary>What the store lacks.</summary>
    public StoreCapabilities Capability { get; }
}
