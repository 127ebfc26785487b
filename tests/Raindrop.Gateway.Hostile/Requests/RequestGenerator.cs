using System.Buffers;
using Raindrop.Gateway.Hostile.Casting;

namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Makes hostile requests. The same seed and number make the same request, names of tenants and cookies aside, which are the play's own.</summary>
internal sealed class RequestGenerator(int seed, Cast cast, Cookies cookies)
{
    private static readonly string[] Methods = ["GET", "GET", "HEAD", "POST", "PUT", "DELETE", "COPY", "get", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MOVE"];

    /// <summary>Characters that Kestrel does not take in a target, and closes the connection over.</summary>
    private static readonly SearchValues<char> Closing = SearchValues.Create([.. Enumerable.Range(0, 33).Select(c => (char)c), .. Enumerable.Range(127, 129).Select(c => (char)c)]);

    private static readonly string[] Destinations =
    [
        "x%00", "../x", "/x", "//evil/x", "http://evil/db/x", "_design/x", "_design%2fx", "_local/x", "%5fdesign/x", "..%2fx", "%2e%2e%2fx", "a?rev=x", "a?rev=1-a&x=1", "a#b", "a b", "a+b", "\u00c3\u00a9", "", "a%2", "a\\b", "doc-1", "doc-299", "_users", "a\r\nX: y", "a\nX: y",
    ];

    private readonly Targets _targets = new(cast);

    /// <summary>The request of a number.</summary>
    /// <param name="number">Which.</param>
    /// <param name="caller">The attacker on whose connection it is sent, by its place.</param>
    public HostileRequest Create(long number, int caller)
    {
        var draw = Draw.For(seed, number);
        var actor = cast.Attackers[caller];
        var cookie = $"Cookie: {cookies.Good[caller]}";
        return draw.Next(20) switch
        {
            0 => Ordinary(draw, actor, cookie),
            < 5 => Target(draw, actor, cookie),
            < 9 => Foreign(draw, actor, cookie),
            9 => Line(draw, actor, cookie),
            < 12 => Framing(draw, actor, cookie),
            < 15 => Headers(draw, actor, cookie),
            < 18 => Body(draw, actor, cookie),
            18 => Copy(draw, actor, cookie),
            _ => BadCredentials(draw, actor),
        };
    }

    private static HostileRequest Ordinary(Draw draw, Actor actor, string cookie)
    {
        var method = draw.OnceIn(5) ? "HEAD" : "GET";
        return new HostileRequest(HostileKind.Ordinary, Head.Of(method, Targets.Own(actor, draw.Pick(Targets.Reads))).Add(cookie).Write()) { Methods = [method], MaySucceed = true };
    }

    private HostileRequest Target(Draw draw, Actor actor, string cookie)
    {
        var method = draw.Pick(Methods);
        var target = _targets.Build(draw, actor, method);
        return new HostileRequest(HostileKind.Target, Head.Of(method, target).Add(cookie).Write()) { Methods = [method], MaySucceed = true, MayClose = MayClose(target) };
    }

    private HostileRequest Foreign(Draw draw, Actor actor, string cookie)
    {
        var method = draw.Pick(Methods);
        var target = _targets.BuildForeign(draw, actor, method);
        return new HostileRequest(HostileKind.Foreign, Head.Of(method, target).Add(cookie).Write())
        {
            Methods = [method],
            MayClose = MayClose(target),

            // Strange names are names, in one's own database.
            MaySucceed = target.StartsWith(Targets.Own(actor, "/"), StringComparison.Ordinal),
        };
    }

    private HostileRequest Line(Draw draw, Actor actor, string cookie)
    {
        var target = draw.OnceIn(2) ? _targets.BuildForeign(draw, actor) : Targets.Own(actor, "/doc-1");
        var line = draw.Next(16) switch
        {
            0 => $"GET http://gateway{target} HTTP/1.1",
            1 => $"GET http://couch{target} HTTP/1.1",
            2 => $"GET https://gateway{target} HTTP/1.1",
            3 => $"GET http://x@gateway{target} HTTP/1.1",
            4 => "CONNECT couch:5984 HTTP/1.1",
            5 => $"CONNECT {target} HTTP/1.1",
            6 => draw.Pick(["OPTIONS * HTTP/1.1", "GET * HTTP/1.1"]),
            7 => $"GET {target}",
            8 => $"GET {target} HTTP/1.0",
            9 => $"GET {target} HTTP/{draw.Pick(["0.9", "1.2", "2.0", "3", "1.1.1", "1.1 x", "9999999999", ""])}",
            10 => $"GET\t{target}\tHTTP/1.1",
            11 => $"GET  {target}  HTTP/1.1",
            12 => $"GET {target} http/1.1",
            13 => $"\r\n\r\nGET {target} HTTP/1.1",
            14 => $"{draw.Pick(["G\0T", "", " ", "GET:", "{}", new string('A', 9_000), "\u00e9"])} {target} HTTP/1.1",
            _ => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        };
        return new HostileRequest(HostileKind.Line, new Head(line).Add("Host: gateway").Add(cookie).Write()) { Methods = [line.StartsWith("CONNECT", StringComparison.Ordinal) ? "CONNECT" : "GET"], MaySucceed = true, MayClose = true };
    }

    /// <summary>What a correct server finds in it depends on its reading, so nothing but a probe on another connection follows.</summary>
    private HostileRequest Framing(Draw draw, Actor actor, string cookie)
    {
        var smuggled = Head.Of("GET", _targets.BuildForeign(draw, actor)).Add(draw.OnceIn(2), cookie).Write();
        var place = draw.Pick<string>(["/_bulk_docs", "/_find", "/doc-290", "/_revs_diff", "/doc-1"]);
        var method = place == "/doc-1" ? "GET" : place == "/doc-290" ? "PUT" : "POST";
        var bytes = Framings.Write(draw, Head.Of(method, Targets.Own(actor, place)).Add(cookie), smuggled);
        return new HostileRequest(HostileKind.Framing, bytes) { Methods = [], MaySucceed = true, MayClose = true, IsCut = true };
    }

    private static HostileRequest Headers(Draw draw, Actor actor, string cookie)
    {
        var (lines, mayClose) = StrangeHeaders.Choose(draw);
        var (first, second) = draw.OnceIn(2) ? (lines, cookie) : (cookie, lines);
        var bytes = Head.Of("GET", Targets.Own(actor, draw.Pick(Targets.Reads))).Add(first).Add(second).Write();
        return mayClose
            ? new HostileRequest(HostileKind.Headers, bytes) { Methods = [], MaySucceed = true, MayClose = true, IsCut = true }
            : new HostileRequest(HostileKind.Headers, bytes) { MaySucceed = true };
    }

    private static HostileRequest Body(Draw draw, Actor actor, string cookie)
    {
        var (method, path, type, text) = Bodies.Choose(draw);
        var head = Head.Of(method, Targets.Own(actor, path)).Add(cookie).Add(draw.OnceIn(12), draw.Pick(["Content-Encoding: gzip", "Content-Encoding: identity", "Content-Encoding: x, identity"]));
        var bytes = draw.OnceIn(4) && text.Length > 0
            ? head.Add($"Content-Type: {type}").Add("Transfer-Encoding: chunked").Write($"{text.Length:x}\r\n{text}\r\n0\r\n\r\n")
            : head.WriteWithLength(text, type);
        return new HostileRequest(HostileKind.Body, bytes) { Methods = [method], MaySucceed = true, MayClose = true };
    }

    private HostileRequest Copy(Draw draw, Actor actor, string cookie)
    {
        var victim = draw.Pick(cast.Victims);
        var destination = draw.OnceIn(2) ? draw.Pick(Destinations) : draw.Pick([$"/{victim.Id}/x", $"../{victim.Id}/x", $"/{Spelling.Of(draw, victim.Id.Value)}/x", $"http://gateway/db/{victim.Id}/x", $"..%2f{victim.Id}%2fx"]);
        var head = Head.Of("COPY", Targets.Own(actor, "/doc-1")).Add(cookie).Add($"Destination: {destination}").Add(draw.OnceIn(6), $"destination: {draw.Pick(Destinations)}");
        return new HostileRequest(HostileKind.Copy, head.Write()) { Methods = ["COPY"], MaySucceed = true, MayClose = true };
    }

    private HostileRequest BadCredentials(Draw draw, Actor actor)
    {
        var owner = draw.OnceIn(3) ? draw.Pick(cast.Victims) : draw.OnceIn(2) ? actor : cast.Suspended;
        var method = draw.Pick<string>(["GET", "HEAD", "DELETE", "GET"]);
        var bad = draw.Pick(cookies.Bad);
        var head = Head.Of(method, Targets.Own(owner, draw.Pick(Targets.Reads)));
        if (draw.Next(8) > 0) head.Add(draw.OnceIn(6) ? $"Cookie: {bad}; {draw.Pick(cookies.Bad)}" : draw.OnceIn(8) ? $"X-Cookie: {cookies.Good[0]}" : $"Cookie: {bad}");
        if (draw.OnceIn(8)) head.Add($"Authorization: Bearer {bad}");
        return new HostileRequest(HostileKind.Credentials, head.Write()) { Methods = [method] };
    }

    private static bool MayClose(string text) => text.AsSpan().ContainsAny(Closing) || text.Contains("%00", StringComparison.Ordinal) || !text.StartsWith('/');
}
