using Raindrop.Keys;

namespace Raindrop.Hosting;

/// <summary>The key provider that wraps, within its own limits.</summary>
internal sealed record CurrentKeyProvider(IKeyProvider Provider);
