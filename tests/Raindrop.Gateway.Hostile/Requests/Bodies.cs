namespace Raindrop.Gateway.Hostile.Requests;

/// <summary>Bodies that two parsers read differently, that ask for what is not a tenant's, or that are no bodies.</summary>
internal static class Bodies
{
    private const int Deep = 3_000;
    private const int Large = 300_000;

    /// <summary>JSON of CouchDB's API, below a database. <c>DOC</c> stands for an id.</summary>
    private static readonly (string Method, string Path)[] Places =
    [
        ("POST", ""), ("PUT", "/DOC"), ("PUT", "/DOC?new_edits=false"), ("POST", "/_bulk_docs"), ("POST", "/_bulk_docs"), ("POST", "/_bulk_get"), ("POST", "/_all_docs"), ("POST", "/_all_docs/queries"), ("POST", "/_find"), ("POST", "/_explain"), ("POST", "/_revs_diff"),
        ("POST", "/_changes"), ("POST", "/_changes?filter=_doc_ids"), ("POST", "/_changes?filter=_selector"), ("PUT", "/_local/DOC"), ("PUT", "/_security"), ("PUT", "/_design/x"), ("POST", "/_index"), ("POST", "/_purge"), ("PUT", "/_revs_limit"), ("POST", "/_compact"),
        ("POST", "/_view_cleanup"), ("POST", "/_ensure_full_commit"), ("POST", "/_missing_revs"), ("PUT", "/DOC/file.bin"), ("DELETE", "/DOC"), ("POST", "/_design/x/_update/y"), ("POST", "/_partition/p/_find"), ("PUT", ""), ("DELETE", ""),
    ];

    private static readonly string[] Texts =
    [
        "{}", "[]", "null", "1", "\"x\"", "", " ", "{", "}", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{\"a\":1}{\"b\":2}", "{\"a\":1} x", "\u00ef\u00bb\u00bf{}", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":1e999}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\u00ff\"}", "{\"a\":\"\0\"}", "{\"\\u0000\":1}",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"_id\":\"DOC\",\"_id\":\"_design/x\"}", "{\"_id\":\"x\",\"\\u005fid\":\"_design/x\"}", "{\"docs\":[],\"docs\":[{\"_id\":\"_design/x\"}]}", "{\"docs\":[{\"_id\":\"_design/x\",\"views\":{}}]}", "{\"docs\":[{\"_id\":\"_local/x\"}]}",
        "{\"docs\":[{\"_id\":\"DOC\"}]}", "{\"docs\":[{\"_id\":\"DOC\",\"_rev\":\"9-abcdefabcdefabcdefabcdefabcdefab\"}],\"new_edits\":false}", "{\"docs\":[{\"id\":\"doc-1\"},{\"id\":\"../x\"}]}", "{\"docs\":[{\"id\":\"_design/x\"}]}", "{\"docs\":{}}", "{\"docs\":null}", "{\"docs\":[null,1,\"x\",[]]}",
        "{\"_id\":\"DOC\"}", "{\"_id\":\"\"}", "{\"_id\":1}", "{\"_id\":\"_x\"}", "{\"_id\":\"_design/x\",\"language\":\"erlang\"}", "{\"_deleted\":true,\"_id\":\"doc-2\"}", "{\"_unknown\":1}", "{\"_rev\":\"x\"}", "{\"_revisions\":{\"start\":1,\"ids\":[\"x\"]}}",
        "{\"_attachments\":{\"a\":{\"stub\":true}}}", "{\"_attachments\":{\"a\":{\"follows\":true,\"length\":5}}}", "{\"_attachments\":{\"../a\":{\"data\":\"eA==\"}}}", "{\"_attachments\":{\"a\":{\"data\":\"not base 64\"}}}", "{\"keys\":[\"doc-1\",\"_design/x\"]}", "{\"keys\":1}",
        "{\"queries\":[{},{\"keys\":[]}]}", "{\"selector\":{}}", "{\"selector\":{\"_id\":{\"$regex\":\"(a+)+$\"}}}", "{\"selector\":{\"$where\":\"x\"}}", "{\"selector\":{\"n\":{\"$gt\":null}},\"limit\":99999999}", "{\"doc_ids\":[\"doc-1\"]}", "{\"doc-1\":[\"1-x\"]}", "{\"doc-1\":1}",
        "{\"admins\":{\"names\":[\"x\"]},\"members\":{\"names\":[]}}", "{\"source\":\"http://127.0.0.1/x\",\"target\":\"y\"}", "{\"a\":123456789012345678901234567890}", "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--", "\u001f\u008b\u0008\0",
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=utf-8; charset=utf-7", "text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b",
        "multipart/related; boundary=b", "multipart/related; boundary=\"b\"", "multipart/related; boundary=", "multipart/mixed; boundary=b", "", "application/json, text/plain", "APPLICATION/JSON", "application/json\u00e9", "*/*", "application/octet-stream",
    ];

    /// <summary>A request with such a body, whole and of the length that it says.</summary>
    public static (string Method, string Path, string ContentType, string Text) Choose(Draw draw)
    {
        var (method, path) = draw.Pick(Places);
        var id = $"doc-{3 + draw.Next(200)}";
        return (method, path.Replace("DOC", id, StringComparison.Ordinal), draw.Pick(Types), Text(draw).Replace("DOC", id, StringComparison.Ordinal));
    }

    private static string Text(Draw draw) => draw.Next(60) switch
    {
        0 => new string('[', Deep) + new string(']', Deep),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep),
        2 => "{\"a\":\"" + new string('a', Large) + "\"}",
        3 => "{" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"k{i}\":{i}")) + ",\"k\\u0030\":0}",
        4 => "{\"docs\":[" + string.Join(',', Enumerable.Range(0, 20).Select(i => $"{{\"_id\":\"doc-{300 + i}\"}}")) + (draw.OnceIn(2) ? "]}" : ",{\"_id\":\"_design/x\"}]}"),
        _ => draw.Pick(Texts),
    };
}
