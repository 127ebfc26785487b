namespace Raindrop.Gateway.Callers;

/// <summary>What was found out about who makes a request.</summary>
/// <param name="IsSignedIn">Whether anybody is signed in.</param>
/// <param name="Caller">The caller; <see langword="null"/> where nobody is signed in, or nobody who is a tenant.</param>
internal readonly record struct FoundCaller(bool IsSignedIn, Caller? Caller);
