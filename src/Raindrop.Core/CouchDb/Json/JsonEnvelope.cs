namespace Raindrop.CouchDb.Json;

/// <summary>Finds the rows within what CouchDB puts around them.</summary>
internal static class JsonEnvelope
{
    /// <summary>Goes through the object up to the array of that name, and steps into it.</summary>
    public static async ValueTask FindArrayAsync(this JsonCursor cursor, string name)
    {
        await cursor.BeginAsync((byte)'{').ConfigureAwait(false);
        while (await cursor.NextMemberAsync().ConfigureAwait(false) is { } member)
        {
            if (member == name)
            {
                await cursor.BeginAsync((byte)'[').ConfigureAwait(false);
                return;
            }

            if (member == "error") throw cursor.Response.Unavailable(null, "The store failed in the middle of an answer: try again.");
            await cursor.ReadValueAsync().ConfigureAwait(false);
        }

        throw cursor.Response.Broken();
    }

    /// <summary>Goes past what is left of the object, giving the value of one member of it.</summary>
    public static async ValueTask<string?> LeaveObjectAsync(this JsonCursor cursor, string? wanted = null)
    {
        string? value = null;
        while (await cursor.NextMemberAsync().ConfigureAwait(false) is { } member)
        {
            await cursor.ReadValueAsync().ConfigureAwait(false);
            if (member == wanted) value = cursor.Parse(static json => JsonSlice.Scalar(json));
        }

        return value;
    }
}
