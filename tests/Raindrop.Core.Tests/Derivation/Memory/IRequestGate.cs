namespace Raindrop.Core.Tests.Derivation.Memory;

/// <summary>Stands before and behind every request.</summary>
internal interface IRequestGate
{
    ValueTask BeforeAsync(string operation);

    ValueTask AfterAsync(string operation);
}
