namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Headers that another server would trust, read differently, or choke on.</summary>
internal static class StrangeHeaders
{
    private const int Large = 40_000;
    private const int Many = 150;

    /// <summary>Well-formed, and not for the client to say.</summary>
    private static readonly string[] Trusted =
    [
        "X-Auth-CouchDB-UserName: admin\r\nX-Auth-CouchDB-Roles: _admin\r\nX-Auth-CouchDB-Token: x", "X-Auth-CouchDB-Roles: _admin", "Authorization: Basic YWRtaW46YWRtaW4=", "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsIl9jb3VjaGRiLnJvbGVzIjpbIl9hZG1pbiJdfQ.",
        "Authorization: Bearer x\r\nAuthorization: Bearer y", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https\r\nX-Forwarded-Host: couch", "Forwarded: for=127.0.0.1;host=couch", "X-Real-IP: 127.0.0.1", "X-Original-URL: /_all_dbs", "X-Rewrite-URL: /_all_dbs",
        "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT", "X-Method-Override: DELETE", "Connection: keep-alive, Authorization", "Connection: Cookie, X-Raindrop-Client", "Proxy-Authorization: Basic YWRtaW46YWRtaW4=", "Proxy-Connection: keep-alive", "Keep-Alive: timeout=99",
        "TE: trailers", "Trailer: Authorization", "X-Couch-Full-Commit: false", "X-CouchDB-WWW-Authenticate: x", "X-CouchDB-Vhost-Path: /_all_dbs", "X-CouchDB-Requested-Path: /_all_dbs", "Destination: /_users/x", "Accept: text/html", "Accept-Encoding: gzip;q=0, x",
        "Range: bytes=0-1,2-3,5-", "Range: bytes=99999999999999999999-", "If-Match: \"x\", *", "If-None-Match: *", "If-Modified-Since: x", "Origin: null", "Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Referer: https://evil.example/", "Via: 1.1 x",
        "Cookie2: $Version=1", "AuthSession: YWRtaW46", "Max-Forwards: 0", "Content-Encoding: gzip", "Content-MD5: x", "Last-Event-ID: 99", "Accept: multipart/related", "X-Raindrop-Tenant: x", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13",
    ];

    /// <summary>Not well-formed, or too much.</summary>
    private static readonly string[] Broken =
    [
        "X-A: b\r\n folded", "X-A: b\r\n\tfolded: x", "X-A: b\nX-B: c", "X-A: b\rX-B: c", "X-A: b\0c", "X-A : b", "X-A", ": b", "X A: b", "X-A: \u00e9", "X-\u00e9: b", "X-A: \u00c3\u00a9", "(X): b", "X-A:\v b", "\0: b", "Host: couch", "Host: gateway", "Host:", " Host: couch",
        "Host: gateway:99999", "Host: a b", "Host: gateway@couch", "Host: [::1", "Host: gateway/db", "Cookie", "Cookie: ", "Cookie: =", "Cookie: session", "Cookie: session=;", "Expect: 100-continue", "Expect: x", "X-A: b\r\n\r\nGET /_all_dbs HTTP/1.1", "Content-Length: 5\r\n", "\r\n",
    ];

    /// <summary>A header or some, and whether a server may close the connection over them.</summary>
    public static (string Lines, bool MayClose) Choose(Draw draw) => draw.Next(20) switch
    {
        0 => ($"X-Large: {new string('a', Large)}", true),
        1 => (string.Join("\r\n", Enumerable.Range(0, Many).Select(i => $"X-{i}: a")), true),
        < 8 => (draw.Pick(Broken), true),
        _ => (draw.Pick(Trusted), false),
    };
}
