namespace Raindrop.Extensions;

/// <summary>Why a derivation failed. The names are stored in dead letters.</summary>
public enum DerivationFailure
{
    /// <summary>The extension threw an exception.</summary>
    ExtensionFailed,

    /// <summary>The input's body is not what its type expects, or its id does not agree with its schema.</summary>
    InvalidInput,

    /// <summary>It emitted or read a schema that it did not declare.</summary>
    UndeclaredSchema,

    /// <summary>It emitted an invalid key, payload or attachment.</summary>
    InvalidOutput,

    /// <summary>It emitted one document twice, or a document that another input emits too.</summary>
    DuplicateOutput,

    /// <summary>An output is larger than the store takes, or the store's validation refuses it.</summary>
    OutputRefused,

    /// <summary>It asked for an attachment that does not exist.</summary>
    MissingAttachment,

    /// <summary>It ran longer than it may.</summary>
    TimedOut,

    /// <summary>It asked for a credential that it did not declare.</summary>
    UndeclaredCredential,

    /// <summary>The tenant has no credential of the name and purpose that it asked for.</summary>
    MissingCredential,

    /// <summary>The credential that it asked for has expired.</summary>
    ExpiredCredential,

    /// <summary>The credential that it asked for cannot be read, or the tenant was shredded.</summary>
    UnreadableCredential,
}
