namespace Raindrop.CouchDb;

/// <summary>A side of a replication, as the server that replicates sees it.</summary>
/// <param name="Address">The database's address, without credentials.</param>
/// <param name="UserName">The user's name, or <see langword="null"/> for no sign-in.</param>
/// <param name="Password">The password.</param>
public sealed record ReplicationPeer(Uri Address, string? UserName = null, string? Password = null)
{
    /// <summary>Nothing of the address and the credentials.</summary>
    public override string ToString() => nameof(ReplicationPeer);
}
