using System.Text.Json.Serialization;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Keys.KeyRing;
using Raindrop.Pkcs11;
using Raindrop.Tool.Vaults;

namespace Raindrop.Tool.Output;

/// <summary>What <c>--json</c> prints: one object a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(TenantIdConverter)])]
[JsonSerializable(typeof(KeyRingKey))]
[JsonSerializable(typeof(Pkcs11Key))]
[JsonSerializable(typeof(TenantKeyStatus))]
[JsonSerializable(typeof(KeyRewrap))]
[JsonSerializable(typeof(TenantKeyRotation))]
[JsonSerializable(typeof(ShredReceipt))]
[JsonSerializable(typeof(KeyBackup))]
[JsonSerializable(typeof(KeyRestore))]
[JsonSerializable(typeof(ExpiredBackups))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(AuditVerification))]
internal sealed partial class ToolJson : JsonSerializerContext;
