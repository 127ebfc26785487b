using Mailroom.Gateway;

namespace Mailroom.Hosting;

/// <summary>Where the program keeps what it knows, and in which database the mail is.</summary>
/// <param name="Data">The folder of the identifier key, of raised versions, and of the embedded store.</param>
/// <param name="CouchDb">The CouchDB server, credentials in it; <see langword="null"/> for the embedded store.</param>
/// <param name="Database">The name of the tenant's database.</param>
/// <param name="Gateway">The gateway in front of the server; <see langword="null"/> for none.</param>
internal sealed record MailroomSettings(string Data, Uri? CouchDb, string Database, GatewaySettings? Gateway = null)
{
    /// <summary>Never the server or the database: they say who somebody is.</summary>
    public override string ToString() => nameof(MailroomSettings);
}
