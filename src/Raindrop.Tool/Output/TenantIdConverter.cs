using System.Text.Json;
using System.Text.Json.Serialization;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Output;

/// <summary>A tenant's id as its text.</summary>
internal sealed class TenantIdConverter : JsonConverter<TenantId>
{
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TenantId.TryParse(reader.GetString(), out var tenant) ? tenant : throw new JsonException("This is no tenant's id.");

    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
