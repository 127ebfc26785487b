using Raindrop.Tenancy;

namespace Mailroom.Gateway;

/// <summary>Sends requests of the CouchDB adapter as the tenant: by its id, which is what the gateway calls the database, in place of the adapter's name for it.</summary>
/// <remarks>A tenant's id may start with a digit, which no name of a database does.</remarks>
internal sealed class TenantHandler(TenantId tenant, string database, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Where the site has mounted the gateway.</summary>
    public const string Mount = "/db";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.OriginalString;
        var start = $"{request.RequestUri.GetLeftPart(UriPartial.Authority)}{Mount}/";
        var rest = address.AsSpan(Math.Min(start.Length, address.Length));
        if (rest.StartsWith(database, StringComparison.Ordinal) && rest[database.Length..] is ([] or ['/' or '?', ..]))
            request.RequestUri = new Uri($"{start}{tenant}{rest[database.Length..]}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        GatewaySession.Identify(request.Headers);
        return base.SendAsync(request, cancellationToken);
    }
}
