using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>Parses the target of a request, once, from the text that the client sent.</summary>
/// <remarks>Kestrel's decoded and normalized path is not used: what others make of a path is what an attacker plays with.</remarks>
/// <param name="mount">Where the gateway answers, for example <c>/db</c>; empty for the whole server.</param>
internal sealed class TargetParser(string mount)
{
    /// <summary>Longer than any sensible target; a list of keys belongs into a body.</summary>
    private const int Longest = 16 * 1024;

    private static readonly string[] OverrideHeaders = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

    private readonly string _mount = mount.Length == 0 || (mount.StartsWith('/') && !mount.EndsWith('/'))
        ? mount
        : throw new ArgumentException("A mount starts with a slash and does not end with one.", nameof(mount));

    /// <summary>Parses a request.</summary>
    public ParseResult Parse(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        return Parse(request.Method, request.RawTarget, request.Headers);
    }

    /// <summary>Parses a request.</summary>
    /// <param name="method">The method, case included.</param>
    /// <param name="target">The target as it was sent.</param>
    /// <param name="headers">The headers.</param>
    public ParseResult Parse(string method, string target, IHeaderDictionary headers)
    {
        if (Array.Exists(OverrideHeaders, headers.ContainsKey)) return GrammarRefusal.MethodOverride;
        if (!target.StartsWith('/')) return GrammarRefusal.NotOriginForm;
        if (target.Length > Longest) return GrammarRefusal.TooLong;
        if (target.Contains('#', StringComparison.Ordinal)) return GrammarRefusal.Fragment;
        if (!target.StartsWith(_mount, StringComparison.Ordinal)) return GrammarRefusal.OutsideMount;

        var rest = target.AsSpan(_mount.Length);
        var mark = rest.IndexOf('?');
        var path = mark < 0 ? rest : rest[..mark];
        var query = mark < 0 ? default : rest[(mark + 1)..];
        if (!path.IsEmpty && path[0] != '/') return GrammarRefusal.OutsideMount;

        if (ReadPath(path, out var segments) is var refusal and not GrammarRefusal.None) return refusal;
        var parameters = new List<RequestParameter>();
        if (QueryText.Read(query, parameters) is var fault and not GrammarRefusal.None) return fault;
        return RowFinder.Find(method, segments, parameters, out var row) is { Refusal: not GrammarRefusal.None } unknown
            ? unknown
            : Build(row!, method, segments, parameters, headers);
    }

    private static GrammarRefusal ReadPath(ReadOnlySpan<char> path, out string[] segments)
    {
        segments = [];
        if (path.IsEmpty || path is "/") return GrammarRefusal.None;

        // PouchDB asks for a database with a slash behind it; nothing else has one.
        if (path[^1] == '/' && path.Count('/') == 2) path = path[..^1];
        if (PathText.Read(path, out segments) is var refusal and not GrammarRefusal.None) return refusal;
        if (segments is [var database, var second, .. var others] && ReservedIds.Split(second) is [var prefix, var name]) segments = [database, prefix, name, .. others];
        return GrammarRefusal.None;
    }

    private static ParseResult Build(GrammarRow row, string method, string[] segments, List<RequestParameter> parameters, IHeaderDictionary headers)
    {
        if (row.Access != OperationAccess.Tenant) parameters.Clear();
        if (ParameterCheck.Check(row, parameters) is var refusal and not GrammarRefusal.None) return refusal;
        CopyDestination? destination = null;
        if (row.Operation == TenantOperation.DocumentCopy)
        {
            destination = CopyDestination.Read(headers["Destination"]);
            if (destination is null) return GrammarRefusal.Destination;
            if (destination.IsDesign) row = RowFinder.CopyOntoDesign;
        }

        var places = row.Path.Read(segments);
        return new ParsedTarget(row, places, TenantRequests.Create(row, method, places, parameters, destination), destination);
    }
}
