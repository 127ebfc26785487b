using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Makes the authorizer's view of a parsed request.</summary>
internal static class TenantRequests
{
    public static TenantRequest Create(GrammarRow row, string method, string[] places, List<RequestParameter> parameters, CopyDestination? destination)
    {
        string? database = null, document = null, attachment = null, index = null, partition = null;
        for (var i = 0; i < places.Length; i++)
        {
            switch (row.Path.KindAt(i))
            {
                case SegmentKind.Database: database = places[i]; break;
                case SegmentKind.Document: document = places[i]; break;
                case SegmentKind.Design: document = $"_design/{places[i]}"; break;
                case SegmentKind.Local: document = $"_local/{places[i]}"; break;
                case SegmentKind.Attachment: attachment = places[i]; break;
                case SegmentKind.Index: index = places[i]; break;
                case SegmentKind.Partition: partition = places[i]; break;
            }
        }

        return new TenantRequest
        {
            Operation = row.Operation,
            Access = row.Access,
            Method = method,
            IsWrite = row.IsWrite,
            Database = database,
            DocumentId = document,
            AttachmentName = attachment,
            IndexName = index,
            Partition = partition,
            CopyTarget = destination?.DocumentId,
            CopyTargetRevision = destination?.Revision,
            Parameters = parameters.Count == 0 ? [] : parameters.ToArray(),
        };
    }
}
