using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads what became of a write: of one document, or a row of <c>_bulk_docs</c>.</summary>
internal static class WriteResultJson
{
    public static BulkWriteResult Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? id = null, revision = null;
        var error = DocumentError.None;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) id = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("rev"u8)) revision = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("error"u8)) error = ErrorCode.Read(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        if (id is null || (error == DocumentError.None && revision is null)) throw new JsonException();
        return new BulkWriteResult { Id = id, Revision = revision, Error = error };
    }

    /// <summary>Reads the answer to the write of one document, which was not refused.</summary>
    public static BulkWriteResult ParseWritten(ReadOnlySpan<byte> json)
    {
        var result = Parse(json);
        return result is { IsWritten: true, Revision: not null } ? result : throw new JsonException();
    }
}
