using System.Text.Json.Serialization;

namespace Raindrop.Credentials.Remote;

/// <summary>Values that go over the wire by their names. A number stands for none of them.</summary>
internal sealed class WireNames<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
