namespace Mailroom.Gateway;

/// <summary>The gateway let nobody in. Nothing that it said is in the message.</summary>
internal sealed class GatewayException(string message) : Exception(message);
