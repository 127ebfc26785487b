namespace Raindrop.Keys;

/// <summary>A backup of the key store cannot be made or read, or a tenant not be shredded for want of the file of backup keys. Nothing was changed.</summary>
public sealed class KeyBackupException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="message">What went wrong and what to do, or <see langword="null"/> for the usual message.</param>
    /// <param name="innerException">What caused it.</param>
    public KeyBackupException(KeyBackupFailure failure, string? message = null, Exception? innerException = null)
        : base(message ?? MessageOf(failure), innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public KeyBackupFailure Failure { get; }

    private static string MessageOf(KeyBackupFailure failure) => failure switch
    {
        KeyBackupFailure.KeyDestroyed => "The key that this backup is encrypted under was destroyed, as it is some time after each backup, or is another host's: restore a younger backup, on a host that has its key.",
        KeyBackupFailure.Damaged => "The backup is cut off, damaged, or no backup of a key store: restore another one.",
        KeyBackupFailure.Unavailable => "The file of backup keys cannot be used now: see which process has it and whether the disk is in order, and try again.",
        _ => "This host has no file of backup keys: set TenantKeyOptions.BackupKeyFile.",
    };
}
