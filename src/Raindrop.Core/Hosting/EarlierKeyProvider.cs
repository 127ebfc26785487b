using Raindrop.Keys;

namespace Raindrop.Hosting;

/// <summary>A key provider that only unwraps, within its own limits.</summary>
internal sealed record EarlierKeyProvider(IKeyProvider Provider);
