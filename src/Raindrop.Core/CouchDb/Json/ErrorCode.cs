using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>CouchDB's words for what became of one document.</summary>
internal static class ErrorCode
{
    public static DocumentError Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return DocumentError.Failed;
        }

        if (reader.ValueTextEquals("conflict"u8)) return DocumentError.Conflict;
        if (reader.ValueTextEquals("forbidden"u8)) return DocumentError.Forbidden;
        if (reader.ValueTextEquals("unauthorized"u8)) return DocumentError.Unauthorized;
        if (reader.ValueTextEquals("not_found"u8)) return DocumentError.NotFound;
        if (reader.ValueTextEquals("document_too_large"u8) || reader.ValueTextEquals("too_large"u8)) return DocumentError.TooLarge;
        if (reader.ValueTextEquals("bad_request"u8) || reader.ValueTextEquals("doc_validation"u8)) return DocumentError.Invalid;
        return reader.ValueTextEquals("illegal_docid"u8) || reader.ValueTextEquals("invalid_rev"u8) ? DocumentError.Invalid : DocumentError.Failed;
    }
}
