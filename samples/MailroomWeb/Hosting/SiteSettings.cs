namespace MailroomWeb.Hosting;

/// <summary>What the host is started with.</summary>
/// <param name="Data">The folder of keys and certificates.</param>
/// <param name="CouchDb">The server, with an account that is its administrator.</param>
/// <param name="Listen">Where browsers reach the page.</param>
/// <param name="IsDemo">Whether a new account gets the sample's mail.</param>
internal sealed record SiteSettings(string Data, Uri CouchDb, Uri Listen, bool IsDemo)
{
    /// <summary>Where the gateway sends requests: to the server, without the account.</summary>
    public Uri Upstream => new(CouchDb.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>Nothing: the account is in it.</summary>
    public override string ToString() => nameof(SiteSettings);
}
