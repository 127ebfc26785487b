using System.Text.Json.Serialization;

namespace Raindrop.Credentials.Remote;

/// <summary>The JSON of the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false,
    Converters = [typeof(WireNames<WireCall>), typeof(WireNames<CredentialKind>)])]
[JsonSerializable(typeof(WireRequest))]
[JsonSerializable(typeof(WireResponse))]
internal sealed partial class WireJson : JsonSerializerContext;
