namespace Raindrop.CouchDb.Http;

/// <summary>What a request does, which decides how long the server may be silent.</summary>
internal enum RequestKind
{
    Read,
    Write,
    Feed,
}
