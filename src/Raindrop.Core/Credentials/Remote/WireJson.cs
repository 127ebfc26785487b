using System.Text.Json.Serialization;

namespace Raindrop.Credentials.Remote;

/// <summary>The JSON of the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(WireRequest))]
[JsonSerializable(typeof(WireResponse))]
internal sealed partial class WireJson : JsonSerializerContext;
