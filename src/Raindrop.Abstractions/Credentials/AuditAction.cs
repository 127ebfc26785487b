namespace Raindrop.Credentials;

/// <summary>What was asked of the credential vault. The names are stored.</summary>
public enum AuditAction
{
    /// <summary>A new credential was to be stored.</summary>
    Store,

    /// <summary>A credential was to be replaced.</summary>
    Replace,

    /// <summary>A credential was to be opened.</summary>
    Open,

    /// <summary>A credential was to be deleted.</summary>
    Delete,

    /// <summary>The vault itself was to seal a credential again, since the tenant's key was rotated.</summary>
    Reseal,
}
