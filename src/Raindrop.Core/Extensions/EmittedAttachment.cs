namespace Raindrop.Extensions;

/// <summary>Bytes that an extension attached.</summary>
internal readonly record struct EmittedAttachment(string ContentType, ReadOnlyMemory<byte> Content)
{
    public override string ToString() => $"{ContentType}, {Content.Length} bytes";
}
