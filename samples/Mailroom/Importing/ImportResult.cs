namespace Mailroom.Importing;

/// <summary>What an import did, so far or in all.</summary>
/// <param name="Read">Messages read from the mailbox.</param>
/// <param name="Added">Of them, new ones, now stored.</param>
/// <param name="Known">Of them, those that were there before, or were there and deleted.</param>
/// <param name="Refused">Of them, those that the store did not take.</param>
/// <param name="Expected">How many messages there are to read, where the mailbox says so.</param>
internal readonly record struct ImportResult(int Read, int Added, int Known, int Refused, int? Expected = null);
