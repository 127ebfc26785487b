namespace Raindrop.CouchDb.Json;

/// <summary>Reads one JSON value from its bytes.</summary>
internal delegate T SliceParser<T>(ReadOnlySpan<byte> json);
