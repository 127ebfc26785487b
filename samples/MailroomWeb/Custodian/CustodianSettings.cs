using Mailroom.Hosting;
using MailroomWeb.Hosting;

namespace MailroomWeb.Custodian;

/// <summary>What the custodian is started with.</summary>
/// <param name="Data">The folder above those of both processes.</param>
/// <param name="CouchDb">The server, with an account that is its administrator.</param>
/// <param name="Listen">Where the web process reaches it.</param>
/// <param name="IsDemo">Whether a new tenant gets the sample's mail.</param>
internal sealed record CustodianSettings(string Data, Uri CouchDb, Uri Listen, bool IsDemo)
{
    public DataFolder Folder => SiteFolders.CustodianOf(Data);

    /// <summary>The server, without the account.</summary>
    public Uri Upstream => new(CouchDb.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>Nothing: the account is in it.</summary>
    public override string ToString() => nameof(CustodianSettings);
}
