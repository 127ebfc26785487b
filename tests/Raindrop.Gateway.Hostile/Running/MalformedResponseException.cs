namespace Raindrop.Gateway.Hostile.Running;

/// <summary>What came is no HTTP.</summary>
internal sealed class MalformedResponseException(string reason) : Exception(reason);
