using System.Globalization;
using System.Text.Json;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads a server's welcome and concludes what it can do.</summary>
internal static class ServerInfoJson
{
    private const StoreCapabilities AnyCouch = StoreCapabilities.DatabaseInfos | StoreCapabilities.DatabaseUpdates | StoreCapabilities.MultipleRanges
        | StoreCapabilities.ChangesSelector | StoreCapabilities.Find | StoreCapabilities.FindBookmarks | StoreCapabilities.Replication | StoreCapabilities.DatabaseSecurity
        | StoreCapabilities.Validation | StoreCapabilities.MultipartWrites | StoreCapabilities.ProxyAuthentication | StoreCapabilities.ExactNumbers
        | StoreCapabilities.Compaction;

    // It replicates too, but not with a peer that wants a sign-in.
    private const StoreCapabilities Pouch = StoreCapabilities.Find | StoreCapabilities.DatabaseSecurity | StoreCapabilities.Validation;

    public static ServerInfo Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        string? version = null, vendor = null;
        bool isCouch = false, isPouch = false;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("couchdb"u8)) isCouch = JsonSlice.Scalar(ref reader) is not null;
            else if (reader.ValueTextEquals("express-pouchdb"u8)) isPouch = JsonSlice.Scalar(ref reader) is not null;
            else if (reader.ValueTextEquals("version"u8)) version = JsonSlice.Scalar(ref reader);
            else if (reader.ValueTextEquals("vendor"u8)) vendor = Vendor(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        if (!isCouch && !isPouch) throw new JsonException();
        isPouch |= vendor?.Contains("PouchDB", StringComparison.OrdinalIgnoreCase) ?? false;
        version ??= "0";
        return new ServerInfo
        {
            Product = isPouch ? "PouchDB" : vendor is null or "The Apache Software Foundation" ? "Apache CouchDB" : vendor,
            Version = version,
            Capabilities = isPouch ? Pouch : Major(version) >= 3 ? AnyCouch | StoreCapabilities.JwtAuthentication : AnyCouch,
        };
    }

    private static int Major(string version) =>
        int.TryParse(version.AsSpan(0, Math.Max(0, version.IndexOf('.', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static string? Vendor(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return null;
        string? name = null;
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("name"u8)) name = JsonSlice.Scalar(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return name;
    }
}
