using Raindrop.Extensions;

namespace Raindrop.Derivation.Ledgers;

/// <summary>Why a derivation is a dead letter.</summary>
internal readonly record struct TraceFailure(DerivationFailure Category, int Attempts);
