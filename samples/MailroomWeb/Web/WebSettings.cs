using Mailroom.Hosting;
using MailroomWeb.Hosting;

namespace MailroomWeb.Web;

/// <summary>What the web process is started with. What it may do at CouchDB is in its folder, as <c>setup</c> put it there.</summary>
/// <param name="Data">The folder above those of both processes.</param>
/// <param name="Listen">Where browsers reach the page.</param>
/// <param name="Custodian">Where the custodian is.</param>
internal sealed record WebSettings(string Data, Uri Listen, Uri Custodian)
{
    public DataFolder Folder => SiteFolders.WebOf(Data);
}
