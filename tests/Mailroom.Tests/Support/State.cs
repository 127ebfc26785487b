using System.Text.Json;
using Mailroom.Schemas;

namespace Mailroom.Tests.Support;

/// <summary>What must be the same however it came about: the ids and the content digests of all derived documents.</summary>
internal static class State
{
    public static async Task<SortedDictionary<string, string>> OfAsync(Tenant tenant)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var schema in MailSchemas.All.Where(schema => schema != MailSchemas.MessageDefinition))
        {
            foreach (var document in await tenant.DocumentsAsync(schema.Name))
            {
                using var body = JsonDocument.Parse(document.Content);
                state.Add(document.Id, body.RootElement.GetProperty("rd_digest").GetString()!);
            }
        }

        return state;
    }
}
