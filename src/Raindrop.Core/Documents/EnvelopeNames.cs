namespace Raindrop.Documents;

/// <summary>The names of the envelope's members, as they are stored.</summary>
internal static class EnvelopeNames
{
    public static ReadOnlySpan<byte> Schema => "rd_schema"u8;

    public static ReadOnlySpan<byte> SchemaVersion => "rd_schema_version"u8;

    public static ReadOnlySpan<byte> Key => "rd_key"u8;

    public static ReadOnlySpan<byte> Extension => "rd_ext"u8;

    public static ReadOnlySpan<byte> ExtensionVersion => "rd_ext_version"u8;

    public static ReadOnlySpan<byte> Source => "rd_source"u8;

    public static ReadOnlySpan<byte> SourceId => "id"u8;

    public static ReadOnlySpan<byte> SourceRevision => "rev"u8;

    public static ReadOnlySpan<byte> Digest => "rd_digest"u8;
}
