using System.Text;
using Raindrop.CouchDb.Operations;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>A request that the grammar understood: what the authorizer decides about, and the only thing that the upstream request is built from.</summary>
internal sealed class ParsedTarget
{
    /// <summary>Longer than most targets, so that one is written in one piece.</summary>
    private const int UsualLength = 160;

    private readonly string[] _places;

    public ParsedTarget(GrammarRow row, string[] places, TenantRequest request, CopyDestination? destination)
    {
        Row = row;
        Request = request;
        Destination = destination;
        _places = places;
    }

    public GrammarRow Row { get; }

    public TenantRequest Request { get; }

    /// <summary>Where a document is copied to; its header goes upstream in place of the client's.</summary>
    public CopyDestination? Destination { get; }

    /// <summary>The body that the request may have.</summary>
    public RequestBodyKind Body => Row.BodyOf(Request.Method);

    /// <summary>The path and query for CouchDB, in one canonical encoding.</summary>
    /// <param name="database">The real name of the tenant's database.</param>
    /// <exception cref="ArgumentException">That is no name of a tenant's database.</exception>
    /// <exception cref="InvalidOperationException">The request is not one that goes upstream.</exception>
    public string CreateUpstreamTarget(string database)
    {
        if (Row.Access != OperationAccess.Tenant) throw new InvalidOperationException("Only what a tenant may do goes upstream: ask the authorizer before.");
        DatabaseNames.Require(database);
        if (database[0] == '_') throw new ArgumentException("A database of the server is no tenant's.", nameof(database));
        var target = new StringBuilder(UsualLength);
        for (var i = 0; i < Row.Path.Length; i++)
        {
            target.Append('/').Append(Row.Path.KindAt(i) switch
            {
                SegmentKind.Literal => _places[i],
                SegmentKind.Database => PercentText.Encode(database),
                _ => PercentText.Encode(_places[i]),
            });
        }

        return target.Append(QueryText.Write(Request.Parameters)).ToString();
    }

    /// <summary>What the address of every request to a server begins with.</summary>
    /// <param name="server">The address of the server; it may have a path.</param>
    public static string ServerOf(Uri server) => server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>The address for CouchDB. Nothing on the way out may write it in another way.</summary>
    /// <param name="server">What <see cref="ServerOf"/> gives for the server.</param>
    /// <param name="database">The real name of the tenant's database.</param>
    public Uri CreateUpstreamUri(string server, string database) =>
        new(server + CreateUpstreamTarget(database), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>The operation alone.</summary>
    public override string ToString() => Request.ToString();
}
