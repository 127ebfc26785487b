namespace Raindrop.Credentials.Remote;

/// <summary>The calls of the vault. The names go over the wire.</summary>
internal enum WireCall
{
    Store,
    Replace,
    Open,
    Delete,
    List,
}
