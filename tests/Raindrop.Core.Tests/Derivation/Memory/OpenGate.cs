namespace Raindrop.Core.Tests.Derivation.Memory;

internal sealed class OpenGate : IRequestGate
{
    public static readonly OpenGate Instance = new();

    public ValueTask BeforeAsync(string operation) => default;

    public ValueTask AfterAsync(string operation) => default;
}
