using System.Security.Cryptography;
using Mailroom.Hosting;
using MailroomWeb.Hosting;

namespace MailroomWeb.Web;

/// <summary>The account of CouchDB that the web process has: a member of the databases of sessions and accounts, a reader of the directory, and nobody elsewhere.</summary>
/// <param name="Endpoint">The server, with the account.</param>
internal sealed record WebAccount(Uri Endpoint)
{
    public const string Name = "mailroom-web";
    private const string File = "couchdb.url";
    private const int PasswordBytes = 24;

    public Uri Server => new(Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    public string Password => Endpoint.UserInfo.Split(':')[1];

    /// <exception cref="SetupException">There is none yet.</exception>
    public static WebAccount Read(DataFolder web) => new(new Uri(web.Require(File)));

    /// <summary>Reads it, or thinks of a password where there is none, or it is for another server.</summary>
    public static WebAccount Ensure(DataFolder web, Uri server)
    {
        var account = new WebAccount(new Uri(web.ReadOrCreate(File, () => At(server, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes))))));
        if (account.Server == server) return account;
        System.IO.File.Delete(web.PathOf(File));
        return new WebAccount(new Uri(web.ReadOrCreate(File, () => At(server, account.Password))));
    }

    /// <summary>Nothing: the password is in it.</summary>
    public override string ToString() => nameof(WebAccount);

    private static string At(Uri server, string password) => new UriBuilder(server) { UserName = Name, Password = password }.Uri.ToString();
}
