using System.Buffers;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.Grants.Execution;

/// <summary>The grants that are done with: what makes a grant good for one time. They stay long after the grant has expired.</summary>
internal sealed class SettledGrants(IDocumentDatabase database)
{
    public const string Schema = "rd.grant.settled";

    private const string Prefix = Schema + ":";
    private const int SchemaVersion = 1;

    public async ValueTask<bool> ContainsAsync(string key, CancellationToken cancellationToken) =>
        await database.GetRevisionAsync(Prefix + key, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Notes that a grant is done with, unless another executor has.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async ValueTask AddAsync(string key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await database.PutAsync(new Document { Id = Prefix + key, Content = Write(key, at) }, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentConflictException)
        {
        }
    }

    /// <summary>Deletes the notes about grants that were issued before a moment.</summary>
    public ValueTask SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        DocumentSweep.RunAsync(database, IdRange.StartingWith(Prefix) with { End = Prefix + GrantKeys.Before(before) }, cancellationToken);

    internal static ReadOnlyMemory<byte> Write(string key, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, StoredJson.Writing);
        json.WriteStartObject();
        json.WriteString("rd_schema"u8, Schema);
        json.WriteNumber("rd_schema_version"u8, SchemaVersion);
        json.WriteString("rd_key"u8, key);
        json.WriteString("settled"u8, StoredTime.ToText(at));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
