using System.Buffers;
using System.Text.Json;
using Raindrop.CouchDb.Http;
using Raindrop.Documents;

namespace Raindrop.CouchDb.Json;

/// <summary>Reads and writes <c>_security</c>.</summary>
internal static class SecurityJson
{
    public static SecurityRules Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonSlice.ReadObject(json);
        (IReadOnlyList<string> Names, IReadOnlyList<string> Roles) admins = ([], []), members = ([], []);
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("admins"u8)) admins = Group(ref reader);
            else if (reader.ValueTextEquals("members"u8)) members = Group(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return new SecurityRules { AdminNames = admins.Names, AdminRoles = admins.Roles, MemberNames = members.Names, MemberRoles = members.Roles };
    }

    public static void Write(RequestBody body, SecurityRules rules)
    {
        body.Write("{\"admins\":{\"names\":"u8);
        JsonText.WriteStrings(body, rules.AdminNames);
        body.Write(",\"roles\":"u8);
        JsonText.WriteStrings(body, rules.AdminRoles);
        body.Write("},\"members\":{\"names\":"u8);
        JsonText.WriteStrings(body, rules.MemberNames);
        body.Write(",\"roles\":"u8);
        JsonText.WriteStrings(body, rules.MemberRoles);
        body.Write("}}"u8);
    }

    private static (IReadOnlyList<string> Names, IReadOnlyList<string> Roles) Group(ref Utf8JsonReader reader)
    {
        IReadOnlyList<string> names = [], roles = [];
        reader.Read();
        JsonSlice.Require(ref reader, JsonTokenType.StartObject);
        while (JsonSlice.NextName(ref reader))
        {
            if (reader.ValueTextEquals("names"u8)) names = JsonSlice.Strings(ref reader);
            else if (reader.ValueTextEquals("roles"u8)) roles = JsonSlice.Strings(ref reader);
            else JsonSlice.SkipValue(ref reader);
        }

        return (names, roles);
    }
}
