using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads one result of <c>_bulk_get</c>: the leaves that it holds, or the error.</summary>
internal static class BulkReadJson
{
    public static BulkReadAnswer Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        var answer = new BulkReadAnswer();
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("id"u8)) answer.Id = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("docs"u8)) Documents(ref reader, json, ref answer);
            else JsonSlice.SkipValue(ref reader);
        }

        if (answer.Id is null || (answer.Document is null && answer.Error == DocumentError.None)) throw new JsonException();
        return answer;
    }

    private static void Documents(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref BulkReadAnswer answer)
    {
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            // CouchDB names the error; pouchdb-server leaves a gap, or says {"missing": revision}. A document outweighs the error.
            answer.Error = DocumentError.NotFound;
            while (JsonSlice.NextName(ref reader))
            {
                if (reader.ValueTextEquals("ok"u8))
                {
                    reader.Read();
                    answer.Add(DocumentJson.Parse(ref reader, json));
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    Error(ref reader, ref answer);
                }
                else if (reader.ValueTextEquals("missing"u8))
                {
                    answer.Revision = JsonSlice.Scalar(ref reader);
                }
                else
                {
                    JsonSlice.SkipValue(ref reader);
                }
            }
        }
    }

    private static void Error(ref Utf8JsonReader reader, ref BulkReadAnswer answer)
    {
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        var error = DocumentError.Failed;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("error"u8)) error = ErrorCode.Read(ref reader);
            else if (reader.ValueTextEquals("rev"u8)) answer.Revision = JsonSlice.Scalar(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        answer.Error = error;
    }
}
