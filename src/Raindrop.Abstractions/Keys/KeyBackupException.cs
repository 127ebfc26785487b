namespace Raindrop.Keys;

/// <summary>A backup of the key store cannot be read. Nothing was restored.</summary>
public sealed class KeyBackupException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="innerException">What caused it.</param>
    public KeyBackupException(KeyBackupFailure failure, Exception? innerException = null)
        : base(failure == KeyBackupFailure.KeyDestroyed
            ? "The key that this backup is encrypted under was destroyed, as it is some time after each backup, or is another host's: restore a younger backup, on a host that has its key."
            : "The backup is cut off, damaged, or no backup of a key store: restore another one.", innerException) => Failure = failure;

    /// <summary>Why.</summary>
    public KeyBackupFailure Failure { get; }
}
