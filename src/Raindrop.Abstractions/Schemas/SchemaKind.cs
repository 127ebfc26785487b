namespace Raindrop.Schemas;

/// <summary>Where the documents of a schema come from.</summary>
public enum SchemaKind
{
    /// <summary>From the application or an importer: irreplaceable, and never changed or deleted by an extension.</summary>
    Source,

    /// <summary>From an extension: may always be deleted and re-created.</summary>
    Derived,
}
