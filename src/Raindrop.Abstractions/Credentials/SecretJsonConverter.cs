using System.Text.Json;
using System.Text.Json.Serialization;

namespace Raindrop.Credentials;

/// <summary>Refuses to write a secret as JSON, or to read one, wherever it hides in an object graph.</summary>
public sealed class SecretJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => true;

    /// <summary>Always throws.</summary>
    /// <param name="typeToConvert">The type that holds a secret.</param>
    /// <param name="options">The serializer's options.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is never written as JSON, nor read from it. Leave it out of what is serialized.");
}
