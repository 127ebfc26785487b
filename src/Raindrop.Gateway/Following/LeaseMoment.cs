namespace Raindrop.Gateway.Following;

/// <summary>A moment by both clocks.</summary>
/// <param name="Timestamp">By the monotonic clock.</param>
/// <param name="Wall">By the wall clock.</param>
internal readonly record struct LeaseMoment(long Timestamp, DateTimeOffset Wall);
