using System.Text.Json.Serialization;

namespace Mailroom.Schemas;

/// <summary>Someone whom a header names.</summary>
internal sealed record Address(string? Name, string Mail)
{
    [JsonIgnore]
    public string Display => string.IsNullOrWhiteSpace(Name) ? Mail : Name;
}
