namespace Raindrop.Documents;

/// <summary>The rules for a payload before it gets its envelope.</summary>
internal static class PayloadRules
{
    /// <summary>Says what is wrong with a payload; <see langword="null"/> if nothing is. The text quotes nothing of it.</summary>
    public static string? FindMistake(string id, ReadOnlyMemory<byte> payload)
    {
        try
        {
            DocumentContent.Validate(id, payload);
        }
        catch (InvalidDocumentException e)
        {
            return e.Message;
        }

        if (!EnvelopeReader.MayHoldMembers(payload.Span)) return null;
        var members = new MemberReader(payload.Span);
        while (members.MoveNext())
        {
            if (members.IsEnvelope) return "A top-level name in the body starts with 'rd_', which is reserved for the envelope.";
        }

        return null;
    }
}
